import Detection
import Pipeline
import Workbench

extension RuleReload.Outcome {
    var json: JSON {
        [
            "rules": .integer(Int64(ruleCount)), "added": .array(added.map(JSON.string)),
            "removed": .array(removed.map(JSON.string)), "changed": .array(changed.map(JSON.string)),
        ]
    }
}
