using System.Buffers;
using Ledger.Crypto.FastSm2;

namespace Ledger.Crypto.Signatures;

/// <summary>
/// The verifier of every <see cref="SignatureAlgorithm"/>: sorts a batch by the algorithm of each key and gives each part to that
/// algorithm's engine. Signatures are taken in one encoding only (strict DER with 1 ≤ r, s ≤ n−1; RSA as wide as its modulus),
/// and SM2 always with ZA and the default ID.
/// </summary>
public sealed class SignatureVerifier : ISignatureVerifier
{
    private readonly ISignatureEngine _sm2;
    private readonly ISignatureEngine _ecdsa;
    private readonly ISignatureEngine _rsa;

    /// <summary>Creates a verifier with key caches of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the <paramref name="options"/> is outside its range.</exception>
    public SignatureVerifier(SignatureVerifierOptions? options = null)
    {
        options ??= new SignatureVerifierOptions();
        var keysMax = options.KeysMax;
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1, nameof(options));
        _sm2 = options.Sm2Engine switch
        {
            Sm2Engine.Managed => new FastSm2Verifier(options),
            Sm2Engine.OpenSsl => new OpenSslSm2Verifier(keysMax),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Sm2Engine, "There is no such engine."),
        };
        _ecdsa = new EcdsaVerifier();
        _rsa = new RsaVerifier(keysMax);
    }

    /// <inheritdoc/>
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        if (valid.Length < checks.Length)
        {
            throw new ArgumentException($"{checks.Length} checks do not fit into {valid.Length} results.", nameof(valid));
        }

        if (checks.IsEmpty)
        {
            return;
        }

        // In practice a batch is of one algorithm and goes through as it is.
        var engine = EngineOf(checks[0].Key);
        var same = 1;
        while (same < checks.Length && ReferenceEquals(EngineOf(checks[same].Key), engine))
        {
            same++;
        }

        if (same < checks.Length || engine is null)
        {
            VerifyMixed(checks, valid);
        }
        else
        {
            engine.Verify(checks, valid);
        }
    }

    /// <summary>Gathers each engine's checks, so that engines which work on several at once get full batches.</summary>
    private void VerifyMixed(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        valid[..checks.Length].Clear();
        var gathered = ArrayPool<SignatureCheck>.Shared.Rent(checks.Length);
        var places = ArrayPool<int>.Shared.Rent(checks.Length);
        var results = ArrayPool<bool>.Shared.Rent(checks.Length);
        try
        {
            foreach (var engine in (ReadOnlySpan<ISignatureEngine>)[_sm2, _ecdsa, _rsa])
            {
                var count = 0;
                for (var i = 0; i < checks.Length; i++)
                {
                    if (ReferenceEquals(EngineOf(checks[i].Key), engine))
                    {
                        gathered[count] = checks[i];
                        places[count++] = i;
                    }
                }

                engine.Verify(gathered.AsSpan(0, count), results.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    valid[places[i]] = results[i];
                }
            }
        }
        finally
        {
            ArrayPool<SignatureCheck>.Shared.Return(gathered, clearArray: true);
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<bool>.Shared.Return(results);
        }
    }

    /// <summary>Null for no key at all or an algorithm that does not exist: such a check is not valid.</summary>
    private ISignatureEngine? EngineOf(PublicKey? key) => key?.Algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => _sm2,
        SignatureAlgorithm.EcdsaP256Sha256 or SignatureAlgorithm.EcdsaP384Sha384 => _ecdsa,
        SignatureAlgorithm.RsaPkcs1Sha256 => _rsa,
        _ => null,
    };
}
