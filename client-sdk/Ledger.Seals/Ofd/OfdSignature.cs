namespace Ledger.Seals;

/// <summary>One signature of an OFD document as its <c>Signature.xml</c> describes it.</summary>
/// <param name="Path">Its <c>Signature.xml</c>, which is what is signed.</param>
/// <param name="Xml">Those bytes.</param>
/// <param name="ValuePath">The file with the signed value.</param>
/// <param name="SignedValue">That value.</param>
/// <param name="CheckMethod">How files are protected; null for the default, MD5.</param>
/// <param name="References">The files that it protects.</param>
/// <param name="Document">The document that it is listed under: what a reader shows first.</param>
internal sealed record OfdSignature(
    string Path,
    byte[] Xml,
    string ValuePath,
    byte[] SignedValue,
    string? CheckMethod,
    IReadOnlyList<OfdReference> References,
    string Document);

/// <summary>A protected file and its digest.</summary>
internal sealed record OfdReference(string Name, byte[] Digest);
