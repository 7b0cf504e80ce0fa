using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>A guarantor's yes.</summary>
/// <param name="PremiumFen">The premium, in fen.</param>
/// <param name="DocumentDigest">Digest of the guarantee's document, 32 bytes.</param>
/// <param name="Document">The document for the bidder, where it was uploaded; may be null.</param>
public sealed record DeskDecision(long PremiumFen, ReadOnlyMemory<byte> DocumentDigest, DocumentReference? Document = null);
