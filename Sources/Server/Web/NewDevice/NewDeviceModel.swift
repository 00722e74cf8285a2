import Pipeline
import Workbench

/// The form that connects a tenant, drawn from the vendor's own description.
struct NewDeviceModel: Sendable {
    var vendor: VendorDescriptor
    /// Every vendor of this build.
    var vendors: [VendorDescriptor]
    /// Those that the viewer may give a device to.
    var organizations: [Organization]
    /// What was typed, by field name. Secrets are never put back.
    var typed: QueryItems
    var problem: WorkbenchError?
    /// Of a test that was asked for, or that did not come out well.
    var report: ConnectionReport?
    var guide = SetupGuide.none
    /// The secret that was typed, sealed for this form.
    var keptSecret: String?
}
