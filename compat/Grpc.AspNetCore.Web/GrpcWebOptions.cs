namespace Grpc.AspNetCore.Web;

/// <summary>Options of the gRPC-Web middleware.</summary>
public class GrpcWebOptions
{
    /// <summary>Whether endpoints that say nothing about gRPC-Web take it.</summary>
    public bool DefaultEnabled { get; set; }
}
