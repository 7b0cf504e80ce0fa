using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Reflection;
using Microsoft.AspNetCore.Routing;
using ProtoService = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the reflection service.</summary>
public static class GrpcReflectionServiceExtensions
{
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(static provider => new ReflectionServiceImpl(
            provider.GetRequiredService<EndpointDataSource>().Endpoints
                .Select(static endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
                .OfType<Type>()
                .Distinct()
                .Select(DescriptorOf)
                .OfType<ProtoService>()));
    }

    /// <summary>The descriptor on the generated class that declares the service's base; null for services without proto.</summary>
    private static ProtoService? DescriptorOf(Type serviceType) => serviceType
        .GetCustomAttribute<BindServiceMethodAttribute>()?.BindType
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?
        .GetValue(null) as ProtoService;
}
