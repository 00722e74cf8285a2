// swift-tools-version: 6.2
import PackageDescription

// The sources of the product's own targets are linked in, so that a benchmark builds without its web server.
let package = Package(
    name: "detection-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "Workbench"),
        .target(name: "Detection", dependencies: ["Workbench", "CRE2", .product(name: "Yams", package: "Yams")]),
        .executableTarget(name: "DetectionBenchmark", dependencies: ["Workbench", "Detection"]),
    ],
    cxxLanguageStandard: .cxx17
)
