using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Ledger.Api;

/// <summary>The one place where refusals become gRPC errors: a status code that clients of any language know, and the whole refusal as a detail.</summary>
internal static class RefusalStatus
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    internal static RpcException ToException(Refused refused, RefusalReceipt? receipt = null)
    {
        var text = RefusalCatalog.Find(refused.Code)
            ?? throw new InvalidOperationException($"The catalogue lacks code {(uint)refused.Code}.");
        var code = StatusCodeOf(refused.Code);
        var details = new RpcStatus { Code = (int)code, Message = refused.Detail };
        details.Details.Add(Any.Pack(new Refusal
        {
            Code = (uint)refused.Code,
            Name = text.Name,
            Message = refused.Detail,
            Rule = text.Rule,
            Remedy = text.Remedy,
            Transient = text.Transient,
        }));
        if (receipt is not null)
        {
            details.Details.Add(Any.Pack(receipt));
        }

        return new RpcException(new Status(code, $"{text.Name}: {refused.Detail}"), new Metadata { { DetailsTrailer, details.ToByteArray() } });
    }

    private static StatusCode StatusCodeOf(RefusalCode code) => code switch
    {
        RefusalCode.MempoolFull or RefusalCode.MempoolPartUsed or RefusalCode.TooManyStreams or RefusalCode.TooManySessions or RefusalCode.TooManySessionsOfCentre or RefusalCode.RelayFull => StatusCode.ResourceExhausted,
        RefusalCode.MailboxFull or RefusalCode.MailboxesFull or RefusalCode.MailDiskFull or RefusalCode.DocumentsFull => StatusCode.ResourceExhausted,
        RefusalCode.NotReady or RefusalCode.StreamIdle or RefusalCode.MailUnavailable => StatusCode.Unavailable,
        RefusalCode.UnknownTransaction or RefusalCode.UnknownSession or RefusalCode.DocumentNotFound => StatusCode.NotFound,
        RefusalCode.HeightNotAvailable => StatusCode.OutOfRange,
        RefusalCode.Duplicate or RefusalCode.SessionReplayed or RefusalCode.AnswerReplayed => StatusCode.AlreadyExists,
        RefusalCode.UnknownSigner or RefusalCode.CertificateNotValid or RefusalCode.WrongAlgorithm or RefusalCode.BadSignature
            or RefusalCode.BadScanSignature or RefusalCode.BadClaim or RefusalCode.NotTheBrowser or RefusalCode.NotThePhone => StatusCode.Unauthenticated,
        RefusalCode.BadChallenge or RefusalCode.ChallengeUsed or RefusalCode.BadOwnerKey or RefusalCode.BadOwnerSignature => StatusCode.Unauthenticated,
        RefusalCode.NotPermitted => StatusCode.PermissionDenied,
        RefusalCode.Expired or RefusalCode.NotAfterTooFar or RefusalCode.WrongChain => StatusCode.FailedPrecondition,
        RefusalCode.SessionExpired or RefusalCode.SessionClaimed or RefusalCode.SessionNotScanned or RefusalCode.SessionDecided or RefusalCode.SessionNotConfirmed => StatusCode.FailedPrecondition,
        RefusalCode.StaleAnswer or RefusalCode.WrongOrigin or RefusalCode.SwappedPayload or RefusalCode.WrongNumber => StatusCode.FailedPrecondition,
        RefusalCode.BadStamp or RefusalCode.UploadOutOfStep => StatusCode.FailedPrecondition,
        _ => StatusCode.InvalidArgument,
    };
}
