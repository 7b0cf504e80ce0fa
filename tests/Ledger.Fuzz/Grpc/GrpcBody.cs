namespace Ledger.Fuzz.Grpc;

/// <summary>The ways in which a gRPC request is sent right or wrong.</summary>
public enum GrpcBody
{
    /// <summary>One message in a frame as it should be.</summary>
    Framed,

    /// <summary>The frame says more bytes than come.</summary>
    Truncated,

    /// <summary>The frame says 4 GiB.</summary>
    LengthOfAll,

    /// <summary>The message is larger than the node takes, and all of it comes.</summary>
    Oversize,

    /// <summary>The frame says that it is compressed; it is not, and no encoding is named.</summary>
    FalselyCompressed,

    /// <summary>Two messages where one is due.</summary>
    Twice,

    /// <summary>No frame at all.</summary>
    Bare,

    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Another content type than gRPC's.</summary>
    OtherContentType,
}
