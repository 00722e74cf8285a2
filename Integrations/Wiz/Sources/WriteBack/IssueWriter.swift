import Pipeline
import Workbench

/// Carries one delivery out: reads the issue, decides, writes at most once, and looks again when it cannot be sure.
struct IssueWriter: Sendable {
    let client: GraphQLClient
    let missingScopes: MissingScopes

    /// - Throws: `refused` in Wiz's words when Wiz says no; every failure that may pass.
    func deliver(_ write: OutboundWrite) async throws(IntegrationError) -> DeliveryOutcome {
        guard write.kind.isIssue else {
            return .done(state: nil, written: nil, words: "Detections have no status in Wiz: nothing was written.")
        }
        let issue = try await read(write)
        switch WriteDecision(write, on: issue) {
        case .nothing(let words): return .done(state: issue.state, written: nil, words: words)
        case .conflict(let state): return .conflict(state)
        case .write(let change):
            do throws(CallFailure) {
                let after = try await send(change, write, on: issue)
                return .done(state: after.state, written: written(change, after), words: change.words)
            } catch {
                return try await recover(error, change, write, on: issue)
            }
        }
    }

    private func read(_ write: OutboundWrite) async throws(IntegrationError) -> IssueReading {
        let answer: GraphQLAnswer
        do throws(CallFailure) {
            answer = try await client.run(.issueToWrite, ["id": .string(write.issueID)], .interactive)
        } catch {
            // For a question about one id, "what you sent is wrong" means that there is no such issue.
            guard error.error.reason == .client else { throw error.error }
            throw IntegrationError(.refused, "Nothing was written: the issue cannot be read. \(error.error.detail)")
        }
        guard answer.root != .null else {
            throw IntegrationError(.refused, "Nothing was written: Wiz does not know this issue (any more).")
        }
        if let error = answer.errors.first {
            // A hole where the notes or the reason should be would lead to a wrong decision.
            throw IntegrationError(.server, "Wiz gave only a part of the issue: \(error.message)")
        }
        return try IssueReading(answer.root, expected: write.kind)
    }

    /// The issue after the change.
    private func send(_ change: IssueChange, _ write: OutboundWrite, on issue: IssueReading)
        async throws(CallFailure) -> IssueReading
    {
        guard let target = change.target else {
            try await addNote(change.note ?? "", to: write.issueID)
            return issue
        }
        let variables: [String: JSON] = ["id": .string(write.issueID), "patch": change.patch]
        let answer = try await client.run(.updateIssue, variables, .interactive)
        do throws(IntegrationError) {
            let isWhole = answer.errors.isEmpty && answer.root["issue"] != nil
            let after =
                isWhole ? try IssueReading(answer.root["issue"] ?? .null, expected: issue.kind) : try await read(write)
            guard target.isReached(by: after.state) else {
                throw IntegrationError(
                    .refused,
                    "Wiz answered as if it had set the issue to \(target.words), but it is \(after.state.vendorStatus)."
                )
            }
            missingScopes.clear()
            return after
        } catch {
            throw CallFailure(error: error, mayHaveRun: error.reason != .refused)
        }
    }

    private func addNote(_ text: String, to issueID: String) async throws(CallFailure) {
        let input: JSON = ["issueId": .string(issueID), "text": .string(text)]
        _ = try await client.run(.createIssueNote, ["input": input], .interactive)
    }

    private func recover(_ failure: CallFailure, _ change: IssueChange, _ write: OutboundWrite, on issue: IssueReading)
        async throws(IntegrationError) -> DeliveryOutcome
    {
        if case .scope(let scope) = failure.error.reason, change.target != nil {
            missingScopes.insert(scope)
            return try await writeNoteOnly(failure.error, change, write, on: issue)
        }
        guard failure.mayHaveRun, let after = await lookAgain(write), change.isDone(on: after, marker: write.marker)
        else {
            throw failure.error
        }
        return .done(
            state: after.state, written: written(change, after),
            words: change.words + " The answer was lost; the issue was read again.")
    }

    private func lookAgain(_ write: OutboundWrite) async -> IssueReading? {
        try? await read(write)
    }

    /// Without the permission for a status the note is all that can be written; that is said, not hidden.
    private func writeNoteOnly(
        _ refusal: IntegrationError, _ change: IssueChange, _ write: OutboundWrite, on issue: IssueReading
    ) async throws(IntegrationError) -> DeliveryOutcome {
        guard let note = change.note, !issue.hasNote(marked: write.marker) else { throw refusal }
        do throws(CallFailure) {
            try await addNote(note, to: write.issueID)
        } catch {
            throw error.mayHaveRun ? error.error : refusal
        }
        return .done(
            state: issue.state, written: WrittenChange(state: nil, note: note),
            words: "Only the note was written; the issue stays \(issue.state.vendorStatus). \(refusal.detail)")
    }

    private func written(_ change: IssueChange, _ after: IssueReading) -> WrittenChange {
        WrittenChange(state: change.target == nil ? nil : after.state, note: change.note)
    }
}
