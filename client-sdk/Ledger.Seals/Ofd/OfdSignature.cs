namespace Ledger.Seals;

/// <summary>One signature of an OFD document as its <c>Signature.xml</c> describes it.</summary>
internal sealed record OfdSignature(string Path, byte[] Xml, byte[] SignedValue, string? CheckMethod, IReadOnlyList<OfdReference> References);
