namespace Ledger.Crypto;

/// <summary>One signature to check: the key, the message as signed (not hashed beforehand), and the signature in strict DER or, for RSA, raw.</summary>
public readonly record struct SignatureCheck(PublicKey Key, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Signature);
