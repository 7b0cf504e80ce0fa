using System.Diagnostics.CodeAnalysis;
using Ledger.Protocol;

namespace Ledger.Audit.Headers;

/// <summary>What came of checking a header.</summary>
/// <param name="Error">Why it is not final; <see cref="HeaderError.None"/> where it is.</param>
/// <param name="Header">The header where it could be read, final or not.</param>
/// <param name="Hash">The header's hash.</param>
public readonly record struct HeaderVerdict(HeaderError Error, BlockHeader? Header, Digest Hash)
{
    /// <summary>Whether the header is a final block of the chain.</summary>
    [MemberNotNullWhen(true, nameof(Header))]
    public bool IsFinal => Error == HeaderError.None;
}
