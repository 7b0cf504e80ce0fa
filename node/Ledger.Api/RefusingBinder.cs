using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Ledger.Api;

/// <summary>Binds a service as the generated code does, but with <see cref="RefusingMethods"/>.</summary>
/// <typeparam name="TBase">The service's generated base, which stands within the class that describes and binds it.</typeparam>
internal static class RefusingBinder<TBase>
    where TBase : class
{
    private static readonly Type Generated = typeof(TBase).DeclaringType!;

    /// <summary>The service's description, where reflection looks for it.</summary>
    public static ServiceDescriptor Descriptor => (ServiceDescriptor)Generated.GetProperty(nameof(Descriptor))!.GetValue(null)!;

    /// <summary>Binds; gRPC's server finds this by name, and the methods to call by the type of <paramref name="service"/>.</summary>
    public static void BindService(ServiceBinderBase binder, TBase service) =>
        Generated.GetMethod(nameof(BindService), [typeof(ServiceBinderBase), typeof(TBase)])!
            .CreateDelegate<Action<ServiceBinderBase, TBase>>()(new RefusingMethods(binder), service);
}
