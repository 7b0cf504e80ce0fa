using System.Security.Cryptography;
using NSec.Cryptography;
using ManagedArgon2id = Konscious.Security.Cryptography.Argon2id;

namespace Ledger.Crypto.Keys;

/// <summary>
/// Argon2id (RFC 9106, version 1.3) over a PIN. One lane, as every file of this project's own has it, by libsodium: what a thief's program
/// takes a tenth of a second for should not keep the owner for one. Several lanes, which only files of others have, in managed code.
/// </summary>
internal static class PinDerivation
{
    /// <summary>Fills <paramref name="key"/>.</summary>
    /// <param name="pin">The PIN's bytes.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="cost">In range (<see cref="KeyFileCost.IsInRange"/>).</param>
    /// <param name="key">The derived key, of at least 4 bytes.</param>
    /// <exception cref="OutOfMemoryException">The machine has not as much memory as the cost names.</exception>
    internal static void Derive(byte[] pin, byte[] salt, KeyFileCost cost, Span<byte> key)
    {
        if (cost.Lanes == 1)
        {
            var parameters = new Argon2Parameters
            {
                DegreeOfParallelism = 1,
                MemorySize = cost.MemoryKib,
                NumberOfPasses = cost.Passes,
            };
            PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(pin, salt, key);
            return;
        }

        DeriveManaged(pin, salt, cost, key);
    }

    /// <summary>As <see cref="Derive"/>, with any number of lanes.</summary>
    internal static void DeriveManaged(byte[] pin, byte[] salt, KeyFileCost cost, Span<byte> key)
    {
        using var argon = new ManagedArgon2id(pin)
        {
            Salt = salt,
            MemorySize = cost.MemoryKib,
            Iterations = cost.Passes,
            DegreeOfParallelism = cost.Lanes,
        };
        var bytes = argon.GetBytes(key.Length);
        bytes.CopyTo(key);
        CryptographicOperations.ZeroMemory(bytes);
    }
}
