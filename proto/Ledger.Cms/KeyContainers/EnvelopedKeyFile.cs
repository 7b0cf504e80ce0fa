using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Cms.Files;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// The encryption key of a dual pair in any form in which authorities hand it out, enveloped to the subject's signing key: GM/T 0009's
/// <see cref="Sm2EnvelopedKey"/>, GM/T 0092's <see cref="CertificateResponse"/>, and gmcert.org's <see cref="EscrowedKeyMessage"/>. Which
/// of them it is, its bytes say.
/// </summary>
public static class EnvelopedKeyFile
{
    /// <summary>Whether a file of this kind holds an enveloped key.</summary>
    public static bool IsOne(FileKind kind) =>
        kind is FileKind.EnvelopedKey or FileKind.CertificateResponse or FileKind.SignedEnvelopedMessage;

    /// <summary>The encryption key with its certificate; null with the reason.</summary>
    /// <param name="file">The file, in PEM, Base64 or as it is.</param>
    /// <param name="signingKey">The subject's signing key pair.</param>
    /// <param name="certificate">The encryption certificate, where the file has none; null otherwise.</param>
    /// <param name="verifier">Checks the authority's signature, where there is one.</param>
    /// <param name="fault">The reason, where it does not open.</param>
    public static ImportedKey? TryOpen(
        ReadOnlyMemory<byte> file, KeyPair signingKey, Certificate? certificate, ISignatureVerifier verifier, out KeyContainerFault? fault)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        var unwrapped = UnwrappedFile.Read(file);
        var kind = FileKinds.Of(unwrapped);
        var opened = Open(kind, unwrapped.First, signingKey, certificate, verifier, out var error);
        fault = opened is null ? new KeyContainerFault(error, WordsOf(error, kind, certificate)) : null;
        return opened;
    }

    private static ImportedKey? Open(
        FileKind kind, ReadOnlyMemory<byte> der, KeyPair signingKey, Certificate? certificate, ISignatureVerifier verifier,
        out KeyContainerError error)
    {
        switch (kind)
        {
            case FileKind.EnvelopedKey:
                var pair = Sm2EnvelopedKey.TryOpen(der, signingKey, out error);
                if (pair is not null && certificate is not null && !certificate.PublicKey.Equals(pair.PublicKey))
                {
                    pair.Dispose();
                    (pair, error) = (null, KeyContainerError.KeyMismatch);
                }

                return pair is null ? null : new ImportedKey(pair, certificate is null ? [] : [certificate]);
            case FileKind.CertificateResponse:
                var response = CertificateResponse.TryOpen(der, signingKey, out error);
                error = response is { Encryption: null } ? KeyContainerError.NoSingleKey : error;
                return response?.Encryption;
            case FileKind.SignedEnvelopedMessage when certificate is not null:
                return EscrowedKeyMessage.TryOpen(der, signingKey, certificate, verifier, out error);
            default:
                error = kind == FileKind.SignedEnvelopedMessage ? KeyContainerError.Certificate : KeyContainerError.OtherKind;
                return null;
        }
    }

    private static string WordsOf(KeyContainerError error, FileKind kind, Certificate? certificate) => error switch
    {
        KeyContainerError.WrongPasswordOrDamaged => "it is not enveloped to this signing key, or was changed",
        KeyContainerError.KeyMismatch when certificate is not null => "its key does not belong to the certificate",
        KeyContainerError.KeyMismatch => "it answers the request of another key",
        KeyContainerError.Algorithm => "it is enveloped by algorithms that are not taken, or the signing key is not of SM2",
        KeyContainerError.NoSingleKey => "the authority put no encryption key in it: ask for a pair",
        KeyContainerError.Certificate when certificate is null => "the encryption certificate stands outside it",
        KeyContainerError.Signature => "the authority's signature over it does not hold",
        KeyContainerError.OtherKind =>
            FileKinds.NameOf(kind) is { } name ? $"it is {name}" : "it is nothing that authorities hand keys out in",
        _ => $"it looks like {FileKinds.NameOf(kind)}, but is damaged or cut off",
    };
}
