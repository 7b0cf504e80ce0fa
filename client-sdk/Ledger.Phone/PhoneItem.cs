using Ledger.Protocol;

namespace Ledger.Phone;

/// <summary>One document of a session, as the phone shows it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Digest">The digest that is signed; recomputed from <paramref name="Content"/> where there is any.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Content">The document, checked; null for one that stayed on the PC, of which only the digest can be shown.</param>
public sealed record PhoneItem(string Title, Digest Digest, ulong Bytes, ReadOnlyMemory<byte>? Content);
