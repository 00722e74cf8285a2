import Workbench

/// Everything that runs for one device, over one connection: one token, one rate limit.
actor DeviceWorker {
    private let connection: any TenantConnection
    private let poller: Poller
    private let rereader: Rereader
    private let outbox: Outbox
    private let health: DeviceHealthCheck
    private var readers: Task<Void, Never>?

    init(
        device: ID<SecurityDevice>, descriptor: VendorDescriptor, connection: any TenantConnection,
        context: WorkerContext
    ) {
        self.connection = connection
        poller = Poller(device: device, streams: descriptor.streams, connection: connection, context: context)
        rereader = Rereader(device: device, connection: connection, context: context)
        outbox = Outbox(device: device, connection: connection, context: context)
        health = DeviceHealthCheck(device: device, descriptor: descriptor, connection: connection, context: context)
    }

    /// Until stopped, cancelled or shut down. Reading is broken off, for it can be repeated; a write comes to its end.
    func run() async {
        let readers = Task { [poller, rereader, health] in
            await withDiscardingTaskGroup { group in
                group.addTask { await health.run() }
                group.addTask { await rereader.run() }
                group.addTask { await poller.run() }
            }
        }
        self.readers = readers
        await outbox.run()
        readers.cancel()
        await readers.value
        await connection.close()
    }

    func stop() async {
        readers?.cancel()
        await outbox.stop()
    }

    func wakePoller() async { await poller.ring() }
    func wakeRereader() async { await rereader.ring() }
    func wakeOutbox() async { await outbox.ring() }
    func wakeHealth() async { await health.ring() }
}
