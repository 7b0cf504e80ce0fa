using Google.Protobuf.Reflection;
using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Binds the service as the generated code does, but with <see cref="RefusingMethods"/>.</summary>
internal static class RefusingBinder
{
    /// <summary>The service's description, where reflection looks for it.</summary>
    public static ServiceDescriptor Descriptor => LedgerNode.Descriptor;

    /// <summary>Binds; gRPC's server finds this by name, and the methods to call by the type of <paramref name="service"/>.</summary>
    public static void BindService(ServiceBinderBase binder, LedgerNode.LedgerNodeBase service) =>
        LedgerNode.BindService(new RefusingMethods(binder), service);
}
