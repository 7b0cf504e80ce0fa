using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Certificates.Der;
using Ledger.Cms.Encryption;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>The bags of a PKCS#12 file. Disposing it clears a key that was not taken.</summary>
internal sealed class Pkcs12Bags(PasswordDerivation derivation) : IDisposable
{
    private const int BagsMax = 64;
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string X509Certificate = "1.2.840.113549.1.9.22.1";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private readonly List<Certificate> _certificates = [];
    private readonly List<KeyPair> _keys = [];
    private int _bags;

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    /// <exception cref="AsnContentException">The bytes are no AuthenticatedSafe.</exception>
    internal KeyContainerError ReadSafes(ReadOnlyMemory<byte> encoded)
    {
        encoded = BerConverter.ToDer(encoded);
        if (!DerStructure.IsOneValue(encoded.Span))
        {
            return KeyContainerError.Structure;
        }

        var safes = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var error = KeyContainerError.None;
        while (safes.HasData && error == KeyContainerError.None)
        {
            var info = safes.ReadSequence();
            var type = info.ReadObjectIdentifier();
            var wrapper = info.ReadSequence(Tag0);
            error = type switch
            {
                CmsOids.Data => ReadBags(wrapper.ReadOctetString()),
                EncryptedData => ReadEncrypted(wrapper.ReadSequence()),
                _ => derivation.Refuse(type),
            };
        }

        return error;
    }

    /// <summary>The keys, which are then the caller's, and the certificates.</summary>
    internal (IReadOnlyList<KeyPair> Keys, IReadOnlyList<Certificate> Certificates) TakeAll()
    {
        IReadOnlyList<KeyPair> keys = [.. _keys];
        _keys.Clear();
        return (keys, _certificates);
    }

    /// <summary>The one key with its certificates.</summary>
    internal (ImportedKey?, KeyContainerError) Take()
    {
        if (_keys.Count != 1)
        {
            return (null, KeyContainerError.NoSingleKey);
        }

        var key = _keys[0];
        _keys.Clear();
        var own = _certificates.Find(one => one.PublicKey.Equals(key.PublicKey));
        if (own is not null)
        {
            _certificates.Remove(own);
            _certificates.Insert(0, own);
        }

        return (new ImportedKey(key, _certificates), KeyContainerError.None);
    }

    private KeyContainerError ReadEncrypted(AsnReader data)
    {
        if (!data.TryReadInt32(out var version) || version != 0)
        {
            return KeyContainerError.Malformed;
        }

        var content = EncryptedContent.Read(data);
        var plain = Pkcs12Cipher.TryDecrypt(content.Algorithm, content.Ciphertext.Span, derivation, out var error);
        if (plain is null)
        {
            return error;
        }

        try
        {
            return ReadBags(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private KeyContainerError ReadBags(byte[] encoded)
    {
        var contents = BerConverter.ToDer(encoded);
        if (!DerStructure.IsOneValue(contents.Span))
        {
            return KeyContainerError.Structure;
        }

        var bags = new AsnReader(contents, AsnEncodingRules.DER).ReadSequence();
        var error = KeyContainerError.None;
        while (bags.HasData && error == KeyContainerError.None)
        {
            if (++_bags > BagsMax)
            {
                return KeyContainerError.Malformed;
            }

            var bag = bags.ReadSequence();
            var type = bag.ReadObjectIdentifier();
            var value = bag.ReadSequence(Tag0).ReadEncodedValue();
            error = type switch
            {
                KeyBag => AddKey(value),
                ShroudedKeyBag => AddShroudedKey(value),
                CertificateBag => AddCertificate(new AsnReader(value, AsnEncodingRules.DER).ReadSequence()),
                _ => KeyContainerError.None,
            };
        }

        return error;
    }

    private KeyContainerError AddShroudedKey(ReadOnlyMemory<byte> value)
    {
        var error = EncryptedPkcs8.Read(new AsnReader(value, AsnEncodingRules.DER).ReadSequence(), derivation, out var key);
        if (key is not null)
        {
            _keys.Add(key);
        }

        return error;
    }

    private KeyContainerError AddKey(ReadOnlyMemory<byte> value)
    {
        if (Pkcs8PrivateKey.TryRead(value, out var error) is { } key)
        {
            _keys.Add(key);
        }

        return error;
    }

    private KeyContainerError AddCertificate(AsnReader bag)
    {
        if (bag.ReadObjectIdentifier() != X509Certificate)
        {
            return KeyContainerError.None;
        }

        // An authority's certificate that is not taken does not make the key unusable.
        if (Certificate.TryParse(bag.ReadSequence(Tag0).ReadOctetString(), out var certificate, out _))
        {
            _certificates.Add(certificate);
        }

        return KeyContainerError.None;
    }
}
