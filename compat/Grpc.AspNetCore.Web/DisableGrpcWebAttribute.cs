namespace Grpc.AspNetCore.Web;

/// <summary>The service or method refuses gRPC-Web.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public class DisableGrpcWebAttribute : Attribute, IGrpcWebEnabledMetadata
{
    public bool GrpcWebEnabled => false;
}
