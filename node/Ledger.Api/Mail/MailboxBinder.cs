using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Ledger.Api;

/// <summary>Binds the mailbox with <see cref="RefusingMethods"/>.</summary>
internal static class MailboxBinder
{
    /// <summary>The service's description, where reflection looks for it.</summary>
    public static ServiceDescriptor Descriptor => Protocol.V1.Mailbox.Descriptor;

    /// <summary>Binds; gRPC's server finds this by name, and the methods to call by the type of <paramref name="service"/>.</summary>
    public static void BindService(ServiceBinderBase binder, Protocol.V1.Mailbox.MailboxBase service) =>
        Protocol.V1.Mailbox.BindService(new RefusingMethods(binder), service);
}
