import Pipeline
import Workbench

/// The items of a file: one JSON value, a list of them, or one on each line (NDJSON); replies are split further.
enum FileSplitter {
    private typealias Entry = (result: Result<ParsedSignal, IntegrationError>, complaint: String?)

    static func inspections(_ bytes: [UInt8]) -> [Inspection] {
        let results: [Entry]
        switch whole(bytes) {
        case .success(.array(let list)):
            results = list.isEmpty ? [(.success(.unsupported(reason: "An empty list.")), nil)] : list.flatMap(read)
        case .success(let value): results = read(value)
        case .failure(let error): results = lines(bytes) ?? [(.failure(error), nil)]
        }
        return results.enumerated().map {
            Inspection(index: $0.offset, result: $0.element.result, complaint: $0.element.complaint)
        }
    }

    private static func whole(_ bytes: [UInt8]) -> Result<JSON, IntegrationError> {
        do throws(IntegrationError) {
            return .success(try PayloadParser.json(bytes))
        } catch {
            return .failure(error)
        }
    }

    /// Nil when the first line is no JSON by itself: then the file is not of lines.
    private static func lines(_ bytes: [UInt8]) -> [Entry]? {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init).filter { line in
            line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
        }
        guard lines.count > 1, let first = lines.first, case .success = whole(first) else { return nil }
        return lines.flatMap { line -> [Entry] in
            switch whole(line) {
            case .success(let value): read(value)
            case .failure(let error): [(.failure(error), nil)]
            }
        }
    }

    private static func read(_ value: JSON) -> [Entry] {
        guard Payload(value) == .reply else {
            return [(result { () throws(IntegrationError) in try PayloadParser.signal(value, expected: nil) }, nil)]
        }
        return ReplySplitter(value).items.map { item in
            (result { () throws(IntegrationError) in try item.signal() }, item.complaint)
        }
    }

    private static func result(_ body: () throws(IntegrationError) -> ParsedSignal) -> Result<
        ParsedSignal, IntegrationError
    > {
        do throws(IntegrationError) {
            return .success(try body())
        } catch {
            return .failure(error)
        }
    }
}
