using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Ledger.Api;

/// <summary>
/// The one place where refusals become gRPC errors: a status code that clients of any language know, and the whole refusal as a detail.
/// </summary>
internal static class RefusalStatus
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    internal static RpcException ToException(Refused refused, RefusalReceipt? receipt = null)
    {
        var text = RefusalCatalog.Find(refused.Code)
            ?? throw new InvalidOperationException($"The catalogue lacks code {(uint)refused.Code}.");
        var code = StatusCodeOf(text.Kind);
        var details = new RpcStatus { Code = (int)code, Message = refused.Detail };
        details.Details.Add(Any.Pack(text.Describe(refused.Detail)));
        if (receipt is not null)
        {
            details.Details.Add(Any.Pack(receipt));
        }

        return new RpcException(
            new Status(code, $"{text.Name}: {refused.Detail}"), new Metadata { { DetailsTrailer, details.ToByteArray() } });
    }

    private static StatusCode StatusCodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCode.InvalidArgument,
        RefusalKind.Unauthenticated => StatusCode.Unauthenticated,
        RefusalKind.NotPermitted => StatusCode.PermissionDenied,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.Exists => StatusCode.AlreadyExists,
        RefusalKind.WrongState => StatusCode.FailedPrecondition,
        RefusalKind.OutOfRange => StatusCode.OutOfRange,
        RefusalKind.Full => StatusCode.ResourceExhausted,
        RefusalKind.Unavailable => StatusCode.Unavailable,
        RefusalKind.Fault => StatusCode.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
