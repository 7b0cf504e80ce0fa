using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// A caller's word to one node who it is, for minutes: a header of its calls (docs/spec/access.md). Whoever sees it can show it to the same
/// node until it ends, so it is for connections that nobody else reads.
/// </summary>
/// <param name="CertificateId">The caller's registered certificate.</param>
/// <param name="NotAfter">When it ends, UTC milliseconds.</param>
/// <param name="Signature">By the certificate's key over <see cref="Message"/>.</param>
public sealed record CallToken(Digest CertificateId, long NotAfter, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The header's name.</summary>
    public const string Header = "ledger-call-token";

    /// <summary>Longest life of a token, in milliseconds.</summary>
    public const long LifeMsMax = 10 * 60 * 1000;

    /// <summary>Longest signature in one, in bytes.</summary>
    public const int SignatureBytesMax = 1_024;

    private const int HeadBytes = Digest.Bytes + sizeof(long);

    /// <summary>What is signed: this chain's, for this node, until then.</summary>
    public static SignBytes Message(Digest chainId, Digest node, Digest certificateId, long notAfter)
    {
        Span<byte> content = stackalloc byte[(3 * Digest.Bytes) + sizeof(long)];
        chainId.CopyTo(content);
        node.CopyTo(content[Digest.Bytes..]);
        certificateId.CopyTo(content[(2 * Digest.Bytes)..]);
        BinaryPrimitives.WriteInt64BigEndian(content[(3 * Digest.Bytes)..], notAfter);
        return SignPurposes.CallToken.Over(content);
    }

    /// <summary>Makes one.</summary>
    /// <param name="key">The certificate's key.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="node">The validator id of the node that is called.</param>
    /// <param name="certificateId">The registered certificate.</param>
    /// <param name="notAfter">When it ends, UTC milliseconds: at most <see cref="LifeMsMax"/> ahead.</param>
    public static CallToken Sign(ISigner key, Digest chainId, Digest node, Digest certificateId, long notAfter)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new CallToken(certificateId, notAfter, key.Sign(Message(chainId, node, certificateId, notAfter)));
    }

    /// <summary>The header's value: Base64url of certificate id ‖ end (8) ‖ signature.</summary>
    public string Encode()
    {
        var bytes = new byte[HeadBytes + Signature.Length];
        CertificateId.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Digest.Bytes), NotAfter);
        Signature.Span.CopyTo(bytes.AsSpan(HeadBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote. Says nothing of the signature.</summary>
    public static bool TryDecode(string? text, [NotNullWhen(true)] out CallToken? token)
    {
        token = null;
        const int charsMax = (HeadBytes + SignatureBytesMax) * 4 / 3 + 4;
        if (text is null || text.Length > charsMax || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length is <= HeadBytes or > HeadBytes + SignatureBytesMax)
        {
            return false;
        }

        token = new CallToken(
            new Digest(bytes.AsSpan(0, Digest.Bytes)), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Digest.Bytes)),
            bytes.AsMemory(HeadBytes));
        return true;
    }
}
