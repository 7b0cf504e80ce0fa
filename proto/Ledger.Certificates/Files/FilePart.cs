namespace Ledger.Certificates.Files;

/// <summary>One value of a file.</summary>
/// <param name="Label">Its label in PEM; empty where there is none.</param>
/// <param name="Headers">
/// The lines between label and Base64, such as <c>DEK-Info: AES-256-CBC,…</c> of the old way to encrypt a key; usually empty.
/// </param>
/// <param name="Bytes">Its bytes, usually DER.</param>
public sealed record FilePart(string Label, string Headers, ReadOnlyMemory<byte> Bytes);
