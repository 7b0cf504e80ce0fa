namespace Grpc.AspNetCore.Web;

/// <summary>What an endpoint says about gRPC-Web.</summary>
public interface IGrpcWebEnabledMetadata
{
    bool GrpcWebEnabled { get; }
}
