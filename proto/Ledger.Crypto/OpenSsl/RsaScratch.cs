namespace Ledger.Crypto.OpenSsl;

/// <summary>One thread's numbers for RSA's public operation.</summary>
internal sealed unsafe class RsaScratch
{
    [ThreadStatic]
    private static RsaScratch? t_current;

    private readonly NumberContextHandle _numbers = LibCrypto.BN_CTX_secure_new();
    private readonly NumberHandle _number = new();
    private readonly NumberHandle _exponent = new();
    private readonly NumberHandle _modulus = new();

    /// <summary>This thread's.</summary>
    internal static RsaScratch Current => t_current ??= new RsaScratch();

    /// <summary>number^exponent mod modulus, as wide as the modulus. All of it public.</summary>
    internal void Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus, Span<byte> power)
    {
        _number.Load(number);
        _exponent.Load(exponent);
        _modulus.Load(modulus);
        OpenSslException.ThrowUnless(
            LibCrypto.BN_mod_exp(_number.Value, _number.Value, _exponent.Value, _modulus.Value, _numbers) == 1, "BN_mod_exp");
        fixed (byte* bytes = power)
        {
            OpenSslException.ThrowUnless(LibCrypto.BN_bn2binpad(_number.Value, bytes, power.Length) == power.Length, "BN_bn2binpad");
        }
    }
}
