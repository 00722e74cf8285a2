import ArgumentParser
import Workbench

/// Where a command finds the workbench's data; the same for all of them.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A YAML file with settings.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder that holds the data. Default: ./data", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("sqlite:FILE for a database elsewhere than in the data folder.", valueName: "url"))
    var database: String?

    /// The settings of file and environment, with what stands on the command line over them.
    func configuration() async throws -> WorkbenchConfiguration {
        var configuration = try await WorkbenchConfiguration(file: config)
        if let data { configuration.dataDirectory = data }
        if let database { configuration.database = database }
        return configuration
    }
}

/// Where a command finds the detection rules.
struct RulesOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of detection rules. Default: ./Rules, else the one installed beside this program.",
            valueName: "dir"))
    var rules: String?
}
