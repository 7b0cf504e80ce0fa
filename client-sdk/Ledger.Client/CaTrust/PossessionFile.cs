using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>
/// What a subject hands to a trading centre so that its certificate is registered: the certificate, and the proof that the subject holds
/// its key, for one chain. Nothing in it is secret (docs/spec/transaction.md, "Proof of possession").
/// </summary>
public static class PossessionFile
{
    /// <summary>Longest file read, in bytes.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>What the file says it is.</summary>
    public const string Format = "ledger/possession/1";

    /// <summary>The file's bytes: JSON in UTF-8.</summary>
    public static byte[] Write(GenesisFile genesis, RegisterCertificate registration)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(registration);
        return JsonSerializer.SerializeToUtf8Bytes(
            new PossessionContent
            {
                Format = Format,
                ChainId = genesis.ChainId.ToString(),
                Certificate = registration.Certificate.ToByteArray(),
                Possession = registration.Possession.ToByteArray(),
                SigningCertificateId =
                    registration.SigningCertificateId.IsEmpty ? null : new Digest(registration.SigningCertificateId.Span).ToString(),
            },
            PossessionJson.Default.PossessionContent);
    }

    /// <summary>The registration in a file; null with the reason, which follows the file's name.</summary>
    public static RegisterCertificate? TryRead(GenesisFile genesis, ReadOnlySpan<byte> file, out string? why)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        why = null;
        var text = file.Length > BytesMax ? string.Empty : StrictText.TryDecode(file, out _, out why);
        if (text is null)
        {
            return null;
        }

        var content = Parse(text);
        var signing = default(Digest);
        why = content is null || content.Format != Format ? "is no proof of possession, as `ledger cert possession` makes it"
            : content.ChainId != genesis.ChainId.ToString() ? $"was made for chain {content.ChainId}, not for {genesis.ChainId}"
            : content.SigningCertificateId is { } id && !Digest.TryParse(id, out signing) ? $"names a certificate by {id}, which is no id"
            : null;
        return why is not null ? null : new RegisterCertificate
        {
            Certificate = ByteString.CopyFrom(content!.Certificate),
            Possession = ByteString.CopyFrom(content.Possession),
            SigningCertificateId =
                content.SigningCertificateId is null ? ByteString.Empty : ByteString.CopyFrom(signing.ToArray()),
        };
    }

    /// <summary>
    /// Checks before anything is sent that a signing certificate's own key made the proof, as the chain will. Of an encryption certificate
    /// the subject's signing key did, which only the chain knows.
    /// </summary>
    /// <exception cref="RefusedException">It did not, or the certificate cannot be read.</exception>
    public static void Require(GenesisFile genesis, RegisterCertificate registration)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(registration);
        if (!Certificate.TryParse(registration.Certificate.Memory, out var certificate, out var error))
        {
            throw Refused(RefusalCode.BadCertificate, $"The certificate cannot be read: {error}.");
        }

        if (!registration.SigningCertificateId.IsEmpty)
        {
            return;
        }

        var id = CertificateId.Compute(genesis.Hasher, certificate.Der.Span);
        Span<bool> isPossessed = [false];
        new SignatureVerifier().Verify(
            [
                new SignatureCheck(
                    certificate.PublicKey, PossessionBytes.Encode(genesis.ChainId, id), registration.Possession.Memory, LowS: true),
            ],
            isPossessed);
        if (!isPossessed[0])
        {
            throw Refused(RefusalCode.BadPossession, $"The proof of possession is not by the key of certificate {id}, for this chain.");
        }
    }

    private static RefusedException Refused(RefusalCode code, string detail) =>
        new(Refusals.Describe(code, detail)) { NothingSent = true };

    private static PossessionContent? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PossessionJson.Default.PossessionContent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The JSON of a <see cref="PossessionFile"/>: ids are hexadecimal digits, other bytes Base64.</summary>
internal sealed record PossessionContent
{
    [JsonRequired]
    public string Format { get; init; } = string.Empty;

    [JsonRequired]
    public string ChainId { get; init; } = string.Empty;

    [JsonRequired]
    public byte[] Certificate { get; init; } = [];

    [JsonRequired]
    public byte[] Possession { get; init; } = [];

    public string? SigningCertificateId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(PossessionContent))]
internal sealed partial class PossessionJson : JsonSerializerContext;
