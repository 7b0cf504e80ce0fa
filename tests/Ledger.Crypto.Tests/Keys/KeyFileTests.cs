using System.Text;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string Pin = "珠海-1234";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;

    public static TheoryData<SignatureAlgorithm> Algorithms => new(Enum.GetValues<SignatureAlgorithm>());

    private string Path => System.IO.Path.Combine(_folder, "node.key");

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_was_written_opens_with_its_pin_only(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        KeyFile.Create(Path, pair, Pin, KeyFileCost.OfKnownKeys);

        using var opened = KeyFile.TryOpen(Path, Pin, out var error);
        Assert.Equal(KeyFileError.None, error);
        Assert.Equal(pair.PublicKey, opened!.PublicKey);
        Assert.Equal(pair.PrivateKey.ToArray(), opened.PrivateKey.ToArray());
        Assert.Equal(pair.PublicKey, KeyFile.TryDescribe(File.ReadAllBytes(Path), out _)?.PublicKey);
        Assert.Null(KeyFile.TryOpen(Path, Pin + " ", out error));
        Assert.Equal(KeyFileError.WrongPinOrDamaged, error);
        Assert.Equal(["node.key"], Directory.EnumerateFiles(_folder).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void A_key_of_one_purpose_opens_for_it_and_for_nothing_else()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(Path, pair, Pin, KeyFileCost.OfKnownKeys, "opening key");
        using var opened = KeyFile.TryOpenFor("opening key", Path, Pin, out _);
        Assert.Equal(pair.PublicKey, opened!.PublicKey);
        Assert.Null(KeyFile.TryOpen(Path, Pin, out var error));
        Assert.Equal(KeyFileError.Purpose, error);
        Assert.Null(KeyFile.TryOpenFor("opening key of another", Path, Pin, out error));
        Assert.Equal(KeyFileError.Purpose, error);

        // The purpose is authenticated as all fields are.
        File.WriteAllText(Path, File.ReadAllText(Path).Replace("opening key", "signing key", StringComparison.Ordinal));
        Assert.Null(KeyFile.TryOpenFor("signing key", Path, Pin, out error));
        Assert.Equal(KeyFileError.WrongPinOrDamaged, error);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(1_000, 3)]
    public void A_key_is_the_same_from_native_and_managed_code(int memoryKib, int passes)
    {
        var (cost, salt) = (new KeyFileCost(memoryKib, passes, 1), Enumerable.Range(7, 16).Select(i => (byte)i).ToArray());
        var (native, managed) = (new byte[32], new byte[32]);
        PinDerivation.Derive(Encoding.UTF8.GetBytes(Pin), salt, cost, native);
        PinDerivation.DeriveManaged(Encoding.UTF8.GetBytes(Pin), salt, cost, managed);
        Assert.Equal(managed, native);
    }

    [Fact]
    public void A_file_in_several_lanes_opens()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(Path, pair, Pin, new KeyFileCost(64, 2, 4));
        using var opened = KeyFile.TryOpen(Path, Pin, out var error);
        Assert.Equal(KeyFileError.None, error);
        Assert.Equal(pair.PublicKey, opened!.PublicKey);
    }

    [Theory]
    [InlineData(0, "向量 628153", null)]
    [InlineData(
        1, "628153",
        "opening key of section E4404000001001043001001 on chain 0000000000000000000000000000000000000000000000000000000000000000")]
    public void The_vectors_of_the_specification_open(int vector, string pin, string? purpose)
    {
        var document = File.ReadAllText(Repository.PathOf("docs/spec/key-file.md"));
        var files = document.Split("```json\n")[1..].Select(part => part.Split("```")[0]).ToList();
        Assert.Equal(2, files.Count);
        File.WriteAllText(Path, files[vector]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite); // a file that others may read is not opened
        }

        using var opened = KeyFile.TryOpenFor(purpose, Path, pin, out var error);
        Assert.Equal(KeyFileError.None, error);
        Assert.Contains($"`{Convert.ToHexString(opened!.PrivateKey)}`", document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_no_purpose_opens_for_none()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(Path, pair, Pin, KeyFileCost.OfKnownKeys);
        Assert.Null(KeyFile.TryOpenFor("opening key", Path, Pin, out var error));
        Assert.Equal(KeyFileError.Purpose, error);
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin, KeyFileCost.OfKnownKeys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Null(KeyFile.TryOpen(Path, Pin, out var error));
        Assert.Equal(KeyFileError.Permissions, error);
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(Path, pair, Pin, KeyFileCost.OfKnownKeys);
        var before = File.ReadAllBytes(Path);
        Assert.Throws<IOException>(() => KeyFile.Create(Path, pair, Pin, KeyFileCost.OfKnownKeys));
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Single(Directory.EnumerateFiles(_folder));
    }

    [Theory]
    [InlineData("\"iterations\": 1", "\"iterations\": 2", KeyFileError.WrongPinOrDamaged)]
    [InlineData("\"iterations\": 1", "\"iterations\": 0", KeyFileError.Malformed)]
    [InlineData("\"iterations\": 1", "\"iterations\": 33", KeyFileError.Malformed)]
    [InlineData("\"memoryKib\": 64", "\"memoryKib\": 65", KeyFileError.WrongPinOrDamaged)]
    [InlineData("\"memoryKib\": 64", "\"memoryKib\": 63", KeyFileError.Malformed)]
    [InlineData("\"memoryKib\": 64", "\"memoryKib\": 1048577", KeyFileError.Malformed)]
    [InlineData("\"memoryKib\": 64,", "", KeyFileError.Malformed)]
    [InlineData("\"lanes\": 1", "\"lanes\": 2", KeyFileError.WrongPinOrDamaged)]
    [InlineData("\"lanes\": 1", "\"lanes\": 9", KeyFileError.Malformed)] // less than 8 KiB each
    [InlineData("\"lanes\": 1", "\"lanes\": 17", KeyFileError.Malformed)]
    [InlineData("\"version\": 2", "\"version\": 1", KeyFileError.Version)]
    [InlineData("\"version\": 2", "\"version\": 3", KeyFileError.Malformed)]
    [InlineData("\"version\": 2", "\"version\": 4", KeyFileError.Version)]
    [InlineData("\"version\": 2", "\"version\": 3, \"purpose\": \"x\"", KeyFileError.Purpose)]
    [InlineData("\"version\": 2", "\"version\": 2, \"purpose\": \"x\"", KeyFileError.Malformed)]
    [InlineData("\"algorithm\": \"Sm2Sm3\"", "\"algorithm\": \"EcdsaP256Sha256\"", KeyFileError.Malformed)]
    [InlineData("\"version\": 2", "\"version\": 2, \"extra\": 1", KeyFileError.Malformed)]
    [InlineData("AES-256-GCM", "NONE", KeyFileError.Version)]
    [InlineData("{", "", KeyFileError.Malformed)]
    [InlineData("\"salt\": \"", "\"salt\": \"AAAA", KeyFileError.Malformed)]
    public void A_changed_file_is_refused(string from, string to, KeyFileError expected)
    {
        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin, KeyFileCost.OfKnownKeys);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(Path));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(from, to, StringComparison.Ordinal));
        Assert.Null(KeyFile.TryOpen(Path, Pin, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("", "0 characters")]
    [InlineData("7", "1 characters")]
    [InlineData("62815", "at least 6")]
    [InlineData("000000", "over and over")]
    [InlineData("123456", "counts up or down")]
    [InlineData("987654", "counts up or down")]
    [InlineData("628153", null)]
    [InlineData("135791", null)]
    [InlineData("珠海-1234", null)]
    public void A_pin_that_is_soon_guessed_is_refused_with_the_reason(string pin, string? reason)
    {
        var why = PinRules.WhyNot(pin);
        Assert.Equal(reason is null, why is null);
        if (reason is not null)
        {
            Assert.Contains(reason, why, StringComparison.Ordinal);
            Assert.Contains(
                reason,
                Assert.Throws<ArgumentException>(() => KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), pin)).Message,
                StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(_folder));
        }
    }

    [Fact]
    public void A_cost_out_of_range_is_refused()
    {
        foreach (var cost
            in (KeyFileCost[])
            [
                new(63, 1, 1), new(64, 0, 1), new(64, 1, 0), new(64, 1, 9), new(2_000_000, 1, 1), new(1_048_576, 5, 1),
                new(64, 33, 1),
            ])
        {
            Assert.Throws<ArgumentException>(() => KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin, cost));
        }

        Assert.True(KeyFileCost.Default.IsInRange);
        Assert.True(KeyFileCost.Default is { MemoryKib: >= 64 * 1024, Passes: >= 3 });
    }

    /// <summary>As the version before wrote it, for good: the PIN is 1234, which would not be taken today.</summary>
    [Fact]
    public void A_file_of_the_old_version_opens_and_is_written_anew()
    {
        WriteOld(Path, "1234");
        Assert.True(KeyFile.IsOld(Path));
        Assert.Null(KeyFile.TryOpen(Path, "1235", out _));
        using var opened = KeyFile.TryOpen(Path, "1234", out var error);
        Assert.Equal((KeyFileError.None, TestKeys.Of(SignatureAlgorithm.Sm2Sm3).PublicKey), (error, opened!.PublicKey));
        KeyFile.Renew(Path, opened, "1234", KeyFileCost.OfKnownKeys);
        Assert.False(KeyFile.IsOld(Path));
        Assert.Contains("Argon2id", File.ReadAllText(Path), StringComparison.Ordinal);
        using var again = KeyFile.TryOpen(Path, "1234", out _);
        Assert.Equal(opened.PrivateKey.ToArray(), again!.PrivateKey.ToArray());
        Assert.Single(Directory.EnumerateFiles(_folder));
    }

    /// <summary>Writes a file of version 1, by hand.</summary>
    private static void WriteOld(string path, string pin)
    {
        var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var content = new KeyFileContent
        {
            Version = 1,
            Algorithm = "Sm2Sm3",
            Kdf = "PBKDF2-HMAC-SHA256",
            Iterations = 600_000,
            Salt = new byte[16],
            Cipher = "AES-256-GCM",
            Nonce = new byte[12],
            PublicKey = pair.PublicKey.ToSubjectPublicKeyInfo(),
        };
        var header = Encoding.UTF8.GetBytes(
            $"ledger/key-file\n1\nSm2Sm3\nPBKDF2-HMAC-SHA256\n600000\n{new string('0', 32)}\nAES-256-GCM\n{new string('0', 24)}\n{Convert.ToHexString(content.PublicKey)}");
        var ciphertext = new byte[pair.PrivateKey.Length + 16];
        using var cipher = new System.Security.Cryptography.AesGcm(
            System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(
                pin, content.Salt, 600_000, System.Security.Cryptography.HashAlgorithmName.SHA256, 32),
            16);
        cipher.Encrypt(
            content.Nonce,
            pair.PrivateKey,
            ciphertext.AsSpan(0, pair.PrivateKey.Length),
            ciphertext.AsSpan(pair.PrivateKey.Length),
            header);
        File.WriteAllBytes(path, (content with { Ciphertext = ciphertext }).Write());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Mutated_files_never_throw()
    {
        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin, KeyFileCost.OfKnownKeys);
        var original = File.ReadAllBytes(Path);
        var random = new Random(4);
        for (var i = 0; i < 10_000; i++)
        {
            var content = KeyFileContent.TryRead(Mutation.Of(original, random), out var error);
            Assert.Equal(content is null, error != KeyFileError.None);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
