namespace Grpc.AspNetCore.Web.Internal;

/// <summary>How a body is written.</summary>
internal enum GrpcWebMode
{
    /// <summary>Not gRPC-Web.</summary>
    None,

    /// <summary>As it is.</summary>
    Binary,

    /// <summary>In base64.</summary>
    Text,
}
