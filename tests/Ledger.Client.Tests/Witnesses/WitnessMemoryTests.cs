using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Witness;

namespace Ledger.Client.Tests.Witnesses;

/// <summary>What a witness finds again, whatever instant ended it while it wrote.</summary>
public sealed class WitnessMemoryTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("ledger-memory").FullName, "memory");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public async Task Wherever_a_write_is_torn_the_one_before_or_the_new_one_is_found()
    {
        using (var memory = WitnessMemory.Begin(_path))
        {
            memory.Remember(Record(1));
            memory.Remember(Record(2));
        }

        var before = await File.ReadAllBytesAsync(_path);
        using (var memory = WitnessMemory.Open(_path))
        {
            Assert.Equal(2, memory.Newest!.CosignedAt);
            memory.Remember(Record(3));
        }

        var after = await File.ReadAllBytesAsync(_path);
        var first = Enumerable.Range(0, after.Length).First(at => at >= before.Length || after[at] != before[at]);
        var last = Enumerable.Range(0, after.Length).Last(at => at >= before.Length || after[at] != before[at]);
        for (var cut = first; cut <= last + 1; cut++)
        {
            await File.WriteAllBytesAsync(_path, [.. after[..cut], .. before[Math.Min(cut, before.Length)..]]);
            using var memory = WitnessMemory.Open(_path);
            Assert.Equal(cut <= last ? 2 : 3, memory.Newest!.CosignedAt);
        }
    }

    [Fact]
    public async Task One_program_holds_it_none_begins_it_twice_and_a_spoilt_one_is_no_empty_one()
    {
        Assert.Throws<FileNotFoundException>(() => WitnessMemory.Open(_path));
        using (var memory = WitnessMemory.Begin(_path))
        {
            Assert.Null(memory.Newest);
            Assert.ThrowsAny<IOException>(() => WitnessMemory.Open(_path));
            memory.Remember(Record(1));
            Assert.Throws<IOException>(() => memory.Remember(new WitnessRecord { Note = ByteString.CopyFrom(new byte[3 << 20]) }));
        }

        Assert.ThrowsAny<IOException>(() => WitnessMemory.Begin(_path));
        var bytes = await File.ReadAllBytesAsync(_path);
        foreach (var at in new[] { 2 << 20, (2 << 20) + 20, bytes.Length - 1 }) // the first record stands in the second place
        {
            byte[] spoilt = [.. bytes];
            spoilt[at] ^= 1;
            await File.WriteAllBytesAsync(_path, spoilt);
            Assert.Throws<InvalidDataException>(() => WitnessMemory.Open(_path));
        }
    }

    [Fact]
    public async Task A_memory_that_was_emptied_is_none_that_has_nothing_to_remember()
    {
        WitnessMemory.Begin(_path).Dispose(); // its first round failed
        Assert.Throws<InvalidDataException>(() => WitnessMemory.Open(_path));
        using (var memory = WitnessMemory.Begin(_path))
        {
            memory.Remember(Record(1));
        }

        await File.WriteAllBytesAsync(_path, []);
        Assert.Throws<InvalidDataException>(() => WitnessMemory.Open(_path));
    }

    private static WitnessRecord Record(int number) =>
        new() { Note = ByteString.CopyFromUtf8($"note {number}"), CosignedAt = number };
}
