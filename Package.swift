// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A target of ours: its folder, what it may import, and the settings all of ours share.
func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency], resources: [Resource] = [])
    -> Target
{
    .target(
        name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", resources: resources,
        swiftSettings: settings)
}

func tests(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency], resources: [Resource] = [])
    -> Target
{
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], path: path ?? "Tests/\(name)", resources: resources,
        swiftSettings: settings)
}

/// Templates and static files of the pages: part of the binary, so that it needs no folder beside it.
let pageResources: [Resource] = [
    "APIReference/APIReference.mustache",
    "Alert/Alert.mustache", "Alert/AlertActions.mustache", "Alert/AlertActivity.mustache",
    "Alert/AlertDeliveries.mustache", "Alert/AlertEvidence.mustache", "Alert/AlertInvestigate.mustache",
    "Alert/ClosingPreview.mustache", "Investigation/Investigation.mustache",
    "Investigation/InvestigationActions.mustache", "Investigations/InvestigationList.mustache",
    "Alerts/AlertList.mustache", "Alerts/AlertRow.mustache", "Alerts/Bulk.mustache", "Alerts/Funnel.mustache",
    "Detections/Coverage.mustache", "Detections/DetectionList.mustache", "Detections/DetectionRule.mustache",
    "Detections/DetectionTabs.mustache", "Detections/FilterProposal.mustache", "Detections/Sparkline.mustache",
    "Device/Device.mustache", "DeviceIntegration/DeviceIntegration.mustache", "DeviceSetup/DeviceSetup.mustache",
    "DeviceSetup/SetupAccess.mustache", "DeviceSetup/SetupTask.mustache", "Devices/DeviceList.mustache",
    "Elements/ConnectionReport.mustache", "Elements/Copyable.mustache", "Elements/FormField.mustache",
    "Elements/Markdown.mustache",
    "Elements/Menu.mustache", "Elements/Severity.mustache", "Elements/State.mustache", "Elements/Time.mustache",
    "Errors/Error.mustache", "Home/Home.mustache", "Ledger/Ledger.mustache", "Ledger/LedgerUndo.mustache",
    "NewDevice/NewDevice.mustache", "Shell/Shell.mustache", "SignIn/SignIn.mustache",
    "Suppressions/NewSuppression.mustache", "Suppressions/Suppression.mustache",
    "Suppressions/SuppressionList.mustache",
    "Static/icon.svg", "Static/watchfloor.css", "Static/watchfloor.js",
].map { .embedInCode("Web/\($0)") }

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "watchfloor",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "watchfloor", targets: ["Watchfloor"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The domain: imports nothing of ours.
        module("Workbench", []),
        module("Detection", ["Workbench", "CRE2", yams]),
        module("Pipeline", ["Workbench", "Detection", lifecycle, logging]),
        module("Storage", ["Workbench", "Pipeline", grdb, grdbSQLite, crypto]),
        module(
            "Server",
            [
                "Workbench", "Detection", "Pipeline", "CMarkdown", crypto, cryptoExtras, httpTypes, hummingbird,
                lifecycle, logging, mustache, nioCore,
            ], resources: pageResources),
        module("GraphQL", []),
        // A C header over Debian's RE2 (libre2-dev).
        .target(name: "CRE2", path: "Sources/CRE2", linkerSettings: [.linkedLibrary("re2")]),
        // The same over Debian's cmark-gfm (libcmark-gfm-dev, libcmark-gfm-extensions-dev).
        .target(
            name: "CMarkdown", path: "Sources/CMarkdown",
            linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]),

        // A C header over Debian's c-ares (libc-ares-dev).
        .target(name: "CAres", path: "Sources/CAres", linkerSettings: [.linkedLibrary("cares")]),
        module("Resolver", ["Pipeline", "CAres"]),

        // One folder a vendor.
        module(
            "Wiz", path: "Integrations/Wiz/Sources",
            ["Workbench", "Pipeline", asyncHTTPClient, logging, nioCore, nioHTTP1, nioSSL]),
        module(
            "WizEmulator", path: "Integrations/Wiz/Emulator",
            [
                "GraphQL", asyncHTTPClient, crypto, httpTypes, hummingbird, hummingbirdTLS, lifecycle, logging, nioCore,
                nioHTTP1, nioSSL,
            ]),

        .executableTarget(
            name: "Watchfloor",
            dependencies: [
                "Workbench", "Detection", "Pipeline", "Storage", "Server", "Resolver", "Wiz", "WizEmulator",
                argumentParser,
                configuration, crypto, cryptoExtras, hummingbird, lifecycle, unixSignals, logging, yams,
            ],
            swiftSettings: settings),

        module("TestSupport", path: "Sources/TestSupport", ["Workbench", "Pipeline", "Storage"]),
        tests("WorkbenchTests", ["Workbench"]),
        tests("DetectionTests", ["Workbench", "Detection"]),
        tests("StorageTests", ["Workbench", "Pipeline", "Storage", grdb]),
        tests("PipelineTests", ["Workbench", "Detection", "Pipeline", "Storage", lifecycle, logging]),
        tests(
            "ServerTests",
            [
                "Workbench", "Detection", "Pipeline", "Storage", "Server", asyncHTTPClient, crypto, httpTypes,
                hummingbird, lifecycle, logging, nioCore, nioHTTP1,
            ]),
        tests("GraphQLTests", ["GraphQL"]),
        tests("ResolverTests", ["Pipeline", "Resolver"]),
        // Lets the acceptance tests hold the library against another implementation.
        .executableTarget(
            name: "GraphQLProbe", dependencies: ["GraphQL"], path: "Tests/GraphQLProbe", swiftSettings: settings),
        tests(
            "WizTests", path: "Integrations/Wiz/Tests",
            [
                "Workbench", "Pipeline", "GraphQL", "Wiz", "WizEmulator", asyncHTTPClient, httpTypes, hummingbird,
                logging,
                nioCore, nioHTTP1, nioSSL,
            ],
            resources: [.copy("Fixtures")]),
    ],
    cxxLanguageStandard: .cxx17
)
