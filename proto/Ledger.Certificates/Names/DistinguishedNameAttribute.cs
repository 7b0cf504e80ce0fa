namespace Ledger.Certificates.Names;

/// <summary>One attribute of a distinguished name.</summary>
/// <param name="Oid">Its type in dotted form, for example 2.5.4.3 for the common name.</param>
/// <param name="Value">Its text; <c>#</c> and the DER in hexadecimal where it is no text (RFC 4514 §2.4).</param>
public sealed record DistinguishedNameAttribute(string Oid, string Value);
