using Grpc.AspNetCore.Web;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says of endpoints whether they take gRPC-Web.</summary>
public static class GrpcWebEndpointConventionBuilderExtensions
{
    public static TBuilder EnableGrpcWeb<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(static endpoint => endpoint.Metadata.Add(new EnableGrpcWebAttribute()));
        return builder;
    }

    public static TBuilder DisableGrpcWeb<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(static endpoint => endpoint.Metadata.Add(new DisableGrpcWebAttribute()));
        return builder;
    }
}
