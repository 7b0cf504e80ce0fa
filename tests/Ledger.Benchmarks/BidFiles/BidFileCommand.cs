using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.BidFiles;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Benchmarks;

/// <summary><c>bidfile</c>: a bid of a given size encrypted and decrypted again, MB/s by the clock and the process' peak memory.</summary>
internal static class BidFileCommand
{
    private const double Megabyte = 1_000_000;
    private static readonly Option<long> Size = new("--size")
    {
        Description = "Bytes of the bid",
        DefaultValueFactory = _ => 2_147_483_648,
    };

    internal static Command Create()
    {
        var command = new Command("bidfile", "Encrypts and decrypts a bid file: MB/s and peak memory.") { Size, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-bid");
        try
        {
            var (bid, file, back) = (
                Path.Combine(folder.FullName, "bid"), Path.Combine(folder.FullName, "bid.enc"), Path.Combine(folder.FullName, "back"));
            var size = arguments.GetValue(Size);
            Write(bid, size);
            using var key = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
            var label = new BidFileLabel("E4404000001001043001001", "91440400MA4UWX0R6T");
            Console.WriteLine($"bidfile: {size:N0} bytes");
            var encrypted = Time(
                () => new BidFileEncryptor(new BidFileOptions()).Encrypt(bid, file, label, [Certify(key)], null, CancellationToken.None));
            BidFileHeader.TryReadFile(file, out var header, out _);
            using var fileKey = header!.TryUnwrap(key)!;
            var decrypted = Time(
                () => new BidFileDecryptor(new BidFileOptions()).Decrypt(file, back, fileKey, label, null, CancellationToken.None));

            var report = new BenchmarkReport("bidfile");
            report.Add("bytes", "bytes", size, 0);
            report.Add("encrypt_mb_per_second", "encrypt, MB/s", size / Megabyte / encrypted.TotalSeconds);
            report.Add("decrypt_mb_per_second", "decrypt, MB/s", size / Megabyte / decrypted.TotalSeconds);
            report.Add("peak_memory_mb", "peak memory, MB", Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte);
            report.Finish(arguments.GetValue(CommonOptions.Json));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan Time(Func<BidFileError> run)
    {
        var started = TimeProvider.System.GetTimestamp();
        var error = run();
        return error == BidFileError.None
            ? TimeProvider.System.GetElapsedTime(started)
            : throw new InvalidOperationException($"The bid file was refused: {error}.");
    }

    private static void Write(string path, long size)
    {
        var block = RandomNumberGenerator.GetBytes(1 << 20);
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (long at = 0; at < size; at += block.Length)
        {
            RandomAccess.Write(file, block.AsSpan(0, (int)Math.Min(block.Length, size - at)), at);
        }
    }

    private static Certificate Certify(KeyPair key)
    {
        var name = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "bench"));
        using var authority = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        return new CertificateIssuer(name, authority.CreateSigner()).Issue(new CertificateTemplate
        {
            Subject = name,
            PublicKey = key.PublicKey,
            SerialNumber = new byte[] { 0x41 },
            NotBeforeMs = 0,
            NotAfterMs = 4_000_000_000_000,
            KeyUsage = KeyUsages.Encryption,
        });
    }
}
