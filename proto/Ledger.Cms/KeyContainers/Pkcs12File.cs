using System.Formats.Asn1;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// A PKCS#12 file (RFC 7292, .pfx, .p12) with private keys of SM2, ECDSA or RSA, in DER or BER. Its MAC, where there is one, is checked
/// before anything is decrypted.
/// </summary>
public static class Pkcs12File
{
    /// <summary>The key and the certificates, the key's own first; null with the reason.</summary>
    public static ImportedKey? TryOpen(ReadOnlyMemory<byte> encoded, ReadOnlySpan<char> password, out KeyContainerError error)
    {
        using var derivation = new PasswordDerivation(password);
        return ContainerReading.Read(BerConverter.ToDer(encoded), file => Read(file, derivation, bags => bags.Take()), out error);
    }

    /// <summary>All keys and certificates; null with the reason.</summary>
    internal static OpenedKeys? TryOpenAll(ReadOnlyMemory<byte> encoded, PasswordDerivation derivation, out KeyContainerError error) =>
        ContainerReading.Read(BerConverter.ToDer(encoded), file => Read(file, derivation, bags =>
        {
            var (keys, certificates) = bags.TakeAll();
            return keys.Count == 0
                ? ((OpenedKeys?)null, KeyContainerError.NoSingleKey)
                : (new OpenedKeys(keys, certificates, derivation.Warnings), KeyContainerError.None);
        }), out error);

    private static (T?, KeyContainerError) Read<T>(
        AsnReader file, PasswordDerivation derivation, Func<Pkcs12Bags, (T?, KeyContainerError)> take)
        where T : class
    {
        if (!file.TryReadInt32(out var version) || version != 3)
        {
            return (null, KeyContainerError.Malformed);
        }

        var info = file.ReadSequence();
        var type = info.ReadObjectIdentifier();
        if (type != CmsOids.Data)
        {
            return (null, derivation.Refuse(type)); // signed with a certificate instead of a password
        }

        var wrapper = info.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        var safes = wrapper.ReadOctetString();
        var error = KeyContainerError.None;
        if (file.HasData)
        {
            error = Pkcs12Mac.Check(file.ReadSequence(), safes, derivation);
            file.ThrowIfNotEmpty();
        }
        else
        {
            derivation.Warnings.Add("it has no MAC, so that nothing shows that it is unchanged");
        }

        if (error != KeyContainerError.None)
        {
            return (null, error);
        }

        using var bags = new Pkcs12Bags(derivation);
        error = bags.ReadSafes(safes);
        return error == KeyContainerError.None ? take(bags) : (null, error);
    }
}
