namespace Ledger.Protocol;

/// <summary>
/// The bytes of one message that a key signs: a purpose's tag, then its content. Only a <see cref="SignPurpose"/> makes them, and code of
/// the ledger signs nothing else, so a signature of one kind is none of another, nor one over what a stranger chose
/// (docs/spec/signed-messages.md).
/// </summary>
public readonly struct SignBytes
{
    internal SignBytes(ReadOnlyMemory<byte> memory) => Memory = memory;

    /// <summary>Tag and content, as they go into the signature's algorithm.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>As <see cref="Memory"/>.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>As <see cref="Memory"/>, for verifiers.</summary>
    public static implicit operator ReadOnlyMemory<byte>(SignBytes bytes) => bytes.Memory;

    /// <summary>As <see cref="Memory"/>, for verifiers.</summary>
    public ReadOnlyMemory<byte> ToReadOnlyMemory() => Memory;

    /// <summary>A copy.</summary>
    public byte[] ToArray() => Memory.ToArray();
}
