using System.Formats.Asn1;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// A PKCS#12 file (RFC 7292, .pfx, .p12) with one private key of SM2, ECDSA or RSA. Its MAC is checked before anything is decrypted. Old
/// containers with RC2 are not taken: <c>openssl pkcs12 -legacy</c> turns them into new ones.
/// </summary>
public static class Pkcs12File
{
    /// <summary>The key and the certificates, the key's own first; null with the reason.</summary>
    public static ImportedKey? TryOpen(ReadOnlyMemory<byte> der, ReadOnlySpan<char> password, out KeyContainerError error)
    {
        using var derivation = new PasswordDerivation(password);
        return ContainerReading.Read(der, file => Read(file, derivation), out error);
    }

    private static (ImportedKey?, KeyContainerError) Read(AsnReader file, PasswordDerivation derivation)
    {
        if (!file.TryReadInt32(out var version) || version != 3)
        {
            return (null, KeyContainerError.Malformed);
        }

        var info = file.ReadSequence();
        if (info.ReadObjectIdentifier() != CmsOids.Data)
        {
            return (null, KeyContainerError.Algorithm); // signed with a certificate instead of a password
        }

        var wrapper = info.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        var safes = wrapper.ReadOctetString();
        var error = Pkcs12Mac.Check(file.ReadSequence(), safes, derivation);
        file.ThrowIfNotEmpty();
        if (error != KeyContainerError.None)
        {
            return (null, error);
        }

        using var bags = new Pkcs12Bags(derivation);
        error = bags.ReadSafes(safes);
        return error == KeyContainerError.None ? bags.Take() : (null, error);
    }
}
