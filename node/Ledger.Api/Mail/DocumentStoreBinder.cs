using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Ledger.Api;

/// <summary>Binds the document store with <see cref="RefusingMethods"/>.</summary>
internal static class DocumentStoreBinder
{
    /// <summary>The service's description, where reflection looks for it.</summary>
    public static ServiceDescriptor Descriptor => Protocol.V1.DocumentStore.Descriptor;

    /// <summary>Binds; gRPC's server finds this by name, and the methods to call by the type of <paramref name="service"/>.</summary>
    public static void BindService(ServiceBinderBase binder, Protocol.V1.DocumentStore.DocumentStoreBase service) =>
        Protocol.V1.DocumentStore.BindService(new RefusingMethods(binder), service);
}
