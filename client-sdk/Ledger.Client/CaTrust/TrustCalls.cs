using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>
/// The calls that change the trust list or what is revoked; hand them to <see cref="LedgerClient.SubmitAsync(Call, SubmitOptions?,
/// CancellationToken)"/>.
/// </summary>
public static class TrustCalls
{
    /// <summary>Imports a CA's revocation list; anyone may.</summary>
    /// <param name="caId">The CA.</param>
    /// <param name="crl">The list's DER, 64 KiB at most.</param>
    public static Call ImportCrl(string caId, ReadOnlySpan<byte> crl) =>
        new() { CaTrust = new CaTrustCall { ImportCrl = new ImportCrl { CaId = caId, Crl = ByteString.CopyFrom(crl) } } };

    /// <summary>Begins to hand in a list in parts; <see cref="CaTrustClient.ImportRevocationListAsync"/> makes all these calls.</summary>
    /// <param name="caId">The CA.</param>
    /// <param name="crlDigest">Chain hash of the list's DER.</param>
    /// <param name="crlBytes">The DER's length, 4 MiB at most.</param>
    public static Call BeginCrlUpload(string caId, Digest crlDigest, int crlBytes) =>
        Of(
            new CaTrustCall
            {
                BeginCrlUpload = new BeginCrlUpload
                {
                    CaId = caId,
                    CrlDigest = ByteString.CopyFrom(crlDigest.ToArray()),
                    CrlBytes = checked((uint)crlBytes),
                },
            });

    /// <summary>Hands in the next part of a list.</summary>
    /// <param name="crlDigest">Chain hash of the list's DER.</param>
    /// <param name="index">The part's number, from 0.</param>
    /// <param name="content">56 KiB; of the last part, what is left.</param>
    public static Call AddCrlPart(Digest crlDigest, uint index, ReadOnlySpan<byte> content) =>
        Of(
            new CaTrustCall
            {
                AddCrlPart = new AddCrlPart
                {
                    CrlDigest = ByteString.CopyFrom(crlDigest.ToArray()),
                    Index = index,
                    Content = ByteString.CopyFrom(content),
                },
            });

    /// <summary>Applies one step of a list that has come.</summary>
    public static Call ApplyCrlUpload(Digest crlDigest) =>
        Of(new CaTrustCall { ApplyCrlUpload = new ApplyCrlUpload { CrlDigest = ByteString.CopyFrom(crlDigest.ToArray()) } });

    /// <summary>Gives up an upload.</summary>
    public static Call DropCrlUpload(Digest crlDigest) =>
        Of(new CaTrustCall { DropCrlUpload = new DropCrlUpload { CrlDigest = ByteString.CopyFrom(crlDigest.ToArray()) } });

    private static Call Of(CaTrustCall call) => new() { CaTrust = call };
}
