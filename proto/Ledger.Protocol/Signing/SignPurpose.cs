namespace Ledger.Protocol;

/// <summary>What a signature is for: a row of <see cref="SignPurposes"/>.</summary>
public sealed class SignPurpose
{
    private readonly byte[] _tag;

    internal SignPurpose(ReadOnlySpan<byte> tag, string name, string signer, string content, string document)
    {
        _tag = tag.ToArray();
        (Name, Signer, Content, Document) = (name, signer, content, document);
    }

    /// <summary>The 16 bytes that every message of this purpose begins with, and none of another.</summary>
    public ReadOnlyMemory<byte> Tag => _tag;

    /// <summary>What is signed.</summary>
    public string Name { get; }

    /// <summary>Whose key signs it.</summary>
    public string Signer { get; }

    /// <summary>What follows the tag, as the specification writes it.</summary>
    public string Content { get; }

    /// <summary>The specification's file in docs/spec.</summary>
    public string Document { get; }

    /// <summary>The message whose content is a digest: 48 bytes.</summary>
    public SignBytes Over(Digest digest)
    {
        var bytes = new byte[DomainTag.Bytes + Digest.Bytes];
        _tag.CopyTo(bytes, 0);
        digest.CopyTo(bytes.AsSpan(DomainTag.Bytes));
        return new SignBytes(bytes);
    }

    /// <summary>The message with this content, whose form the purpose's document fixes.</summary>
    internal SignBytes Over(ReadOnlySpan<byte> content) => new((byte[])[.. _tag, .. content]);
}
