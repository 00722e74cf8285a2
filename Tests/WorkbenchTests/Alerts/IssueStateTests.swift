import Testing
import Workbench

@Suite("The state of an issue")
struct IssueStateTests {
    func state(_ status: IssueState.Status, _ word: String, reason: String? = nil, at time: Timestamp? = nil)
        -> IssueState
    {
        IssueState(status: status, vendorStatus: word, reason: reason, changedAt: time)
    }

    @Test("two states are the same whenever they were reached")
    func times() {
        let first = state(.dismissed, "REJECTED", reason: "WONT_FIX", at: Timestamp(milliseconds: 1))
        let second = state(.dismissed, "REJECTED", reason: "WONT_FIX", at: Timestamp(milliseconds: 2))
        #expect(first.isSame(as: second))
    }

    @Test("an ended issue's reason tells two states apart")
    func reasons() {
        let first = state(.dismissed, "REJECTED", reason: "WONT_FIX")
        #expect(!first.isSame(as: state(.dismissed, "REJECTED", reason: "FALSE_POSITIVE")))
        #expect(!first.isSame(as: state(.dismissed, "REJECTED")))
    }

    @Test("a reason left over on a live issue says nothing", arguments: [IssueState.Status.open, .inProgress])
    func leftOver(status: IssueState.Status) {
        #expect(state(status, "WORD", reason: "WONT_FIX").isSame(as: state(status, "WORD")))
    }

    @Test("statuses that we do not know are told apart by the vendor's word")
    func unknown() {
        #expect(!state(.other, "SNOOZED").isSame(as: state(.other, "MERGED")))
        #expect(!state(.other, "SNOOZED").isLive)
    }
}
