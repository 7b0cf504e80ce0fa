namespace Ledger.Protocol.Proofs;

/// <summary>One branch on a path: the bit it decides and the hash of the child that the path does not take.</summary>
/// <param name="BitIndex">Index of the bit in the key's bit string, 0 to 2304.</param>
/// <param name="Sibling">Hash of the other child, 32 bytes.</param>
public sealed record PathStep(uint BitIndex, byte[] Sibling);
