using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Cms.Files;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// A file with private keys in any form that CAs and tools hand out: PKCS#12 in DER or BER, PKCS#8 in clear or encrypted, RFC 5915 and
/// PKCS#1, PEM with parameters and certificates beside the key, CFCA's <c>.sm2</c>. Which of them it is, its bytes say. A key file of
/// Ledger itself is told, not opened: <see cref="KeyFile"/> does, for who may read the file counts there.
/// </summary>
public sealed class PrivateKeyFile
{
    private readonly IReadOnlyList<(FilePart Part, FileKind Kind)> _parts;

    private PrivateKeyFile(IReadOnlyList<(FilePart Part, FileKind Kind)> parts) => _parts = parts;

    /// <summary>What the first key in the file comes in; where there is none, what the file holds instead.</summary>
    public FileKind Kind => _parts.Select(part => part.Kind).FirstOrDefault(IsKey, _parts.Count > 0 ? _parts[0].Kind : FileKind.Unknown);

    /// <summary>Whether a password opens it.</summary>
    public bool NeedsPassword => Kind is FileKind.EncryptedPkcs8 or FileKind.Pkcs12 or FileKind.CfcaSm2;

    /// <summary>Whether it is a key file of Ledger itself.</summary>
    public bool IsLedgerKeyFile => Kind == FileKind.LedgerKeyFile;

    /// <summary>Decides what the file is; never throws.</summary>
    public static PrivateKeyFile Read(ReadOnlyMemory<byte> file) =>
        new([.. UnwrappedFile.Read(file).Parts.Select(part => (part, FileKinds.Of(part)))]);

    /// <summary>The keys and certificates, at least one key; null with the reason.</summary>
    /// <param name="password">The password; ignored where the key lies open.</param>
    /// <param name="fault">The reason, where it does not open.</param>
    public OpenedKeys? TryOpen(ReadOnlySpan<char> password, out KeyContainerFault? fault)
    {
        using var derivation = new PasswordDerivation(password);
        var opened = TryOpen(derivation, password, out var error);
        if (error == KeyContainerError.WrongPasswordOrDamaged && password.IsEmpty)
        {
            using var bare = new PasswordDerivation(password, bareEmpty: true);
            opened = TryOpen(bare, password, out error);
        }

        fault = opened is null ? new KeyContainerFault(error, WordsOf(error, derivation.Untaken)) : null;
        return opened;
    }

    private static bool IsKey(FileKind kind) =>
        kind is FileKind.Pkcs8 or FileKind.EncryptedPkcs8 or FileKind.EcPrivateKey or FileKind.RsaPrivateKey or FileKind.Pkcs12
            or FileKind.CfcaSm2;

    private OpenedKeys? TryOpen(PasswordDerivation derivation, ReadOnlySpan<char> password, out KeyContainerError error)
    {
        error = KeyContainerError.OtherKind;
        var keys = new List<KeyPair>();
        var certificates = new List<Certificate>();
        string? curve = null;
        foreach (var (part, kind) in _parts)
        {
            if (kind == FileKind.CurveParameters)
            {
                curve = CurveOf(part);
            }
            else if (kind == FileKind.Certificate && Certificate.TryParse(part.Bytes, out var certificate, out _))
            {
                certificates.Add(certificate);
            }
            else if (IsKey(kind) && !TryAdd(part, kind, curve, derivation, password, keys, certificates, out error))
            {
                keys.ForEach(key => key.Dispose());
                return null;
            }
        }

        return keys.Count > 0 ? new OpenedKeys(keys, certificates, derivation.Warnings) : null;
    }

    private static bool TryAdd(
        FilePart part, FileKind kind, string? curve, PasswordDerivation derivation, ReadOnlySpan<char> password, List<KeyPair> keys,
        List<Certificate> certificates, out KeyContainerError error)
    {
        if (part.Headers.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            error = KeyContainerError.OldPem;
            return false;
        }

        KeyPair? key = null;
        switch (kind)
        {
            case FileKind.Pkcs12:
                var opened = Pkcs12File.TryOpenAll(part.Bytes, derivation, out error);
                keys.AddRange(opened?.Keys ?? []);
                certificates.AddRange(opened?.Certificates ?? []);
                return opened is not null;
            case FileKind.CfcaSm2:
                var imported = CfcaSm2File.TryOpen(part.Bytes, password, out error);
                key = imported?.Key;
                certificates.AddRange(imported?.Certificates ?? []);
                break;
            case FileKind.EncryptedPkcs8:
                ContainerReading.Read<KeyPair>(
                    BerConverter.ToDer(part.Bytes), info => (null, EncryptedPkcs8.Read(info, derivation, out key)), out error);
                break;
            case FileKind.EcPrivateKey:
                key = Pkcs8PrivateKey.TryReadEc(part.Bytes, curve, derivation, out error);
                break;
            case FileKind.RsaPrivateKey:
                key = Pkcs8PrivateKey.TryReadRsa(part.Bytes, out error);
                break;
            default:
                key = Pkcs8PrivateKey.TryRead(part.Bytes, derivation, out error);
                break;
        }

        if (key is null)
        {
            return false;
        }

        if (kind is FileKind.Pkcs8 or FileKind.EcPrivateKey or FileKind.RsaPrivateKey)
        {
            derivation.Warnings.Add("its private key lies open: whoever can read the file can sign as you");
        }

        keys.Add(key);
        return true;
    }

    private static string? CurveOf(FilePart part)
    {
        try
        {
            return new AsnReader(part.Bytes, AsnEncodingRules.DER).ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private string WordsOf(KeyContainerError error, string? untaken) => error switch
    {
        KeyContainerError.WrongPasswordOrDamaged => "the password is wrong, or the file was changed",
        KeyContainerError.Algorithm when untaken is not null => $"it uses {untaken}, which is not taken: write it anew with {Conversion()}",
        KeyContainerError.Algorithm => "its key is of a kind or size that is not taken: SM2, P-256, P-384 and RSA of 2048 to 8192 bits are",
        KeyContainerError.NoSingleKey => "there is no private key in it, only certificates: export it again with its key",
        KeyContainerError.Curve =>
            "the curve of its key is given by explicit parameters, or not at all: write it anew with openssl pkey -in FILE -out NEW.pem " +
            "-ec_param_enc named_curve",
        KeyContainerError.OldPem =>
            "its key is encrypted in the old way of PEM (Proc-Type: 4,ENCRYPTED): write it anew with openssl pkcs8 -topk8 -v2 " +
            "aes-256-cbc -in FILE -out NEW.pem",
        KeyContainerError.TooManyRounds => $"it wants more than {PasswordDerivation.RoundsMax} rounds of key derivation",
        KeyContainerError.KeyMismatch => "its private key does not belong to the public key or certificate in it",
        KeyContainerError.Size => $"it is empty, or longer than {ContainerReading.BytesMax} bytes",
        KeyContainerError.Certificate => "a certificate in it is not taken",
        KeyContainerError.OtherKind when Kind == FileKind.Jks =>
            "it is a Java keystore of the old kind: write it anew with keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 " +
            "-deststoretype pkcs12",
        KeyContainerError.OtherKind when Kind == FileKind.Json =>
            "it is JSON, but no key file of Ledger, or one that was damaged",
        KeyContainerError.OtherKind when EnvelopedKeyFile.IsOne(Kind) =>
            $"it is {FileKinds.NameOf(Kind)}: bring its key in once, with ledger keys import FILE --signing-key KEY --out NEW.key",
        KeyContainerError.OtherKind => FileKinds.NameOf(Kind) is { } name
            ? $"it is {name}, and holds no private key"
            : "it is no file with a private key: PKCS#12, PKCS#8, RFC 5915, PKCS#1, CFCA .sm2 and the ledger's own key files are",
        _ => $"it looks like {FileKinds.NameOf(Kind)}, but is damaged or cut off",
    };

    private string Conversion() => Kind == FileKind.Pkcs12
        ? "openssl pkcs12 -legacy -in FILE -nodes -out KEYS.pem, then openssl pkcs12 -export -in KEYS.pem -out NEW.pfx"
        : "openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW.pem";
}
