using Ledger.Crypto.Keys;

namespace Ledger.Certificates.Paths;

/// <summary>
/// Which keys and hashes are strong enough, by date: of the periods, the latest that has begun counts at a time, so that a
/// signature of the past is judged by what was accepted then.
/// </summary>
public sealed class AlgorithmFloor
{
    private readonly AlgorithmFloorPeriod[] _periods;

    /// <summary>A floor of <paramref name="periods"/>, in any order. Before the first of them nothing is taken.</summary>
    /// <exception cref="ArgumentException">There is no period, or two begin at the same time.</exception>
    public AlgorithmFloor(params ReadOnlySpan<AlgorithmFloorPeriod> periods)
    {
        _periods = periods.ToArray();
        Array.Sort(_periods, (x, y) => x.FromMs.CompareTo(y.FromMs));
        for (var i = 1; i < _periods.Length; i++)
        {
            if (_periods[i].FromMs == _periods[i - 1].FromMs)
            {
                throw new ArgumentException("Two periods of a floor begin at the same time.", nameof(periods));
            }
        }

        if (_periods.Length == 0)
        {
            throw new ArgumentException("A floor has at least one period.", nameof(periods));
        }
    }

    /// <summary>At all times SM2, RSA of 2048 to 8192 bits, P-256 and wider, with SM3 or SHA-2.</summary>
    public static AlgorithmFloor Default { get; } = new(new AlgorithmFloorPeriod(long.MinValue));

    /// <summary>The periods, earliest first.</summary>
    public IReadOnlyList<AlgorithmFloorPeriod> Periods => _periods;

    /// <summary>Whether a key may be relied on at <paramref name="atMs"/>; keys of unsupported algorithms never.</summary>
    public bool Takes(CertificateKey key, long atMs)
    {
        ArgumentNullException.ThrowIfNull(key);
        return At(atMs) is { } period && key.Algorithm switch
        {
            KeyAlgorithm.Sm2 => period.Sm2,
            KeyAlgorithm.Rsa => key.Bits >= period.RsaBitsMin && key.Bits <= RsaKeyRules.ModulusBitsMax,
            KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384 or KeyAlgorithm.EcdsaP521 => key.Bits >= period.EcdsaBitsMin,
            _ => false,
        };
    }

    /// <summary>Whether signatures with a hash may be relied on at <paramref name="atMs"/>; MD5 never.</summary>
    public bool Takes(CertificateHash hash, long atMs) => At(atMs) is { } period && hash switch
    {
        CertificateHash.Sm3 => period.Sm2,
        CertificateHash.Sha256 or CertificateHash.Sha384 or CertificateHash.Sha512 => true,
        CertificateHash.Sha1 => period.Sha1,
        _ => false,
    };

    private AlgorithmFloorPeriod? At(long atMs)
    {
        AlgorithmFloorPeriod? latest = null;
        foreach (var period in _periods)
        {
            if (period.FromMs <= atMs)
            {
                latest = period;
            }
        }

        return latest;
    }
}

/// <summary>What is strong enough from a time on.</summary>
/// <param name="FromMs">From when, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="RsaBitsMin">Smallest RSA modulus, in bits.</param>
/// <param name="EcdsaBitsMin">Smallest field of an ECDSA curve, in bits.</param>
/// <param name="Sha1">Whether SHA-1 signatures are believed.</param>
/// <param name="Sm2">Whether SM2 with SM3 is taken.</param>
public sealed record AlgorithmFloorPeriod(long FromMs, int RsaBitsMin = 2048, int EcdsaBitsMin = 256, bool Sha1 = false, bool Sm2 = true);
