using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using Ledger.Cms.Encryption;

namespace Ledger.Cms;

/// <summary>An encrypted message: GM/T 0010 or RFC 5652 EnvelopedData, or RFC 5083 AuthEnvelopedData. Parsing never throws.</summary>
public sealed class EnvelopedMessage
{
    private static readonly Asn1Tag OriginatorTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag AttributesTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag UnauthenticatedTag = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private readonly EnvelopedFields _fields;

    private EnvelopedMessage(string typeOid, EnvelopedFields fields)
    {
        TypeOid = typeOid;
        _fields = fields;
    }

    /// <summary>Object identifier of the message.</summary>
    public string TypeOid { get; }

    /// <summary>Object identifier of the content's type.</summary>
    public string ContentTypeOid => _fields.Content.TypeOid;

    /// <summary>Whether the cipher authenticates the content. Where not, only a signature inside says that it is unchanged.</summary>
    public bool IsAuthenticated => _fields.IsAuthenticated;

    /// <summary>The recipients by key transport; other kinds are left out.</summary>
    public IReadOnlyList<MessageRecipientInfo> Recipients => _fields.Recipients;

    internal EncryptedContent EncryptedContent => _fields.Content;

    /// <summary>
    /// Parses a message of at most <see cref="CmsLimits.MessageBytesMax"/> bytes. False, with the reason, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out EnvelopedMessage? message, out CmsError error)
    {
        EnvelopedMessage? read = null;
        error = ContentInfo.Read(der, (type, data) => Read(type, data, out read));
        message = error == CmsError.None ? read : null;
        return message is not null;
    }

    /// <summary>Decrypts as <paramref name="recipient"/>. Null, with the reason, where it is not one or the message was damaged.</summary>
    public byte[]? TryDecrypt(MessageRecipient recipient, out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return _fields.TryDecrypt(recipient, out error);
    }

    private static CmsError Read(string type, AsnReader data, out EnvelopedMessage? message)
    {
        message = null;
        if (type is not (CmsOids.GmEnvelopedData or CmsOids.EnvelopedData or CmsOids.AuthEnvelopedData))
        {
            return CmsError.ContentType;
        }

        if (!data.TryReadInt32(out var version) || version is < 0 or > 4)
        {
            return CmsError.Version;
        }

        var fields = new EnvelopedFields { IsAuthenticated = type == CmsOids.AuthEnvelopedData };
        Skip(data, OriginatorTag);
        var error = fields.ReadRecipients(data.ReadSetOf(skipSortOrderValidation: true));
        if (error != CmsError.None)
        {
            return error;
        }

        fields.Content = EncryptedContent.Read(data);
        if (fields.IsAuthenticated)
        {
            fields.Content = ReadAuthentication(data, fields.Content);
        }

        Skip(data, fields.IsAuthenticated ? UnauthenticatedTag : AttributesTag);
        data.ThrowIfNotEmpty();
        message = new EnvelopedMessage(type, fields);
        return CmsError.None;
    }

    private static EncryptedContent ReadAuthentication(AsnReader data, EncryptedContent content)
    {
        ReadOnlyMemory<byte> associated = default;
        if (data.PeekTag().HasSameClassAndValue(AttributesTag))
        {
            associated = SignerAttributes.Read(data.ReadEncodedValue(), AttributesTag).SignedBytes;
        }

        return content with { AssociatedData = associated, Tag = data.ReadOctetString() };
    }

    private static void Skip(AsnReader data, Asn1Tag tag)
    {
        if (data.HasData && data.PeekTag().HasSameClassAndValue(tag))
        {
            data.ReadEncodedValue();
        }
    }
}
