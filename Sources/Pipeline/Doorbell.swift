/// Wakes one waiting worker at once when there is something to do; it looks by itself now and then all the same.
actor Doorbell {
    private var isRung = false
    private var waiter: CheckedContinuation<Void, Never>?
    private var round = 0

    func ring() {
        if let waiter {
            self.waiter = nil
            waiter.resume()
        } else {
            isRung = true
        }
    }

    /// Returns when rung, at the latest after so many seconds, or when the task is cancelled.
    func wait(seconds: Double) async {
        guard !isRung else {
            isRung = false
            return
        }
        round &+= 1
        let current = round
        let timer = Task { [weak self] in
            try? await Task.sleep(for: .seconds(max(0, min(seconds, 86_400))))
            await self?.expire(current)
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if isRung || Task.isCancelled {
                    isRung = false
                    continuation.resume()
                } else {
                    waiter = continuation
                }
            }
        } onCancel: {
            Task { await self.ring() }
        }
    }

    private func expire(_ expired: Int) {
        guard expired == round, let waiter else { return }
        self.waiter = nil
        waiter.resume()
    }
}
