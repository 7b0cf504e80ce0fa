using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>What cannot go on is set aside with its reason, and holds up nothing else.</summary>
public sealed class RepairTests : IDisposable
{
    private const string Foreign = "91350100M000100Y43";
    private readonly World _world = new(issueSlots: 2, surrenderSlots: 1);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_batch_that_stands_on_the_chain_as_anothers_is_set_aside_and_the_next_order_is_issued()
    {
        var first = await _world.QueueAsync();
        await LoseToAnotherAsync();
        var second = await _world.QueueAsync(section: World.Other);
        var sent = await _world.Batcher.SendNowAsync();
        Assert.Equal((1, false), (sent.Issued, sent.AnotherCopyWrote)); // it was another's key, no copy of the folder
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(second).State);

        var held = Assert.Single(_world.Desk.Held());
        Assert.Equal((first, true), (held.OrderId, held.IsSetAside));
        Assert.Empty(_world.Desk.ForNextBatch());
        Assert.Contains(Foreign, held.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await _world.Batcher.SendNowAsync()).Issued); // it is not tried again by itself

        _world.Restart();
        Assert.Equal(1, await _world.Desk.RepairAsync(first));
        Assert.Equal(first, Assert.Single(_world.Desk.ForNextBatch()).OrderId);
        Assert.Equal(1, (await _world.Batcher.SendNowAsync()).Issued);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(first).State);
        Assert.Empty(_world.Desk.Held());
    }

    [Fact]
    public async Task A_blind_guarantee_is_never_sealed_twice_with_one_key()
    {
        var id = await _world.QueueAsync(blind: true);
        await LoseToAnotherAsync();
        await _world.Batcher.SendNowAsync();
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Desk.RepairAsync(id));
        Assert.Equal(OrderRefusal.SealingKeyReused, error.Code);
        Assert.True(Assert.Single(_world.Desk.Held()).IsSetAside);
    }

    [Fact]
    public async Task Batches_of_a_copied_folder_hold_up_nothing_of_the_desk()
    {
        using var copy = _world.CopyDesk("copied");
        var copied = _world.BatcherOf(copy);
        for (var tick = 0; tick < 3; tick++)
        {
            await copied.SendNowAsync(); // its numbers and decoys are those that the desk would take
        }

        var id = await _world.QueueAsync();
        var sent = await _world.Batcher.SendNowAsync();
        Assert.Equal((1, 1, true), (sent.Issued, sent.SurrenderRecords, sent.AnotherCopyWrote));
        Assert.False((await _world.Batcher.SendNowAsync()).AnotherCopyWrote); // it is said of the batch that met the copy's
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Empty(_world.Desk.Held());
    }

    [Fact]
    public async Task What_a_copied_folder_issued_is_issued_and_never_twice()
    {
        var id = await _world.QueueAsync();
        using var copy = _world.CopyDesk("copied");
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.True((await _world.BatcherOf(copy).SendNowAsync()).AnotherCopyWrote);
        Assert.Equal(OrderState.IssuedSealed, copy.Show(id).State);
        Assert.Equal(_world.Orders.Show(id).GuaranteeId, copy.Show(id).GuaranteeId);
    }

    [Fact]
    public async Task Decoys_that_cannot_be_surrendered_hold_up_nothing()
    {
        using var world = new World(issueSlots: 1, surrenderSlots: 4);
        for (var tick = 0; tick < 3; tick++)
        {
            await world.Batcher.SendNowAsync(); // one decoy each, too few yet for a batch of surrenders
        }

        foreach (var decoy in world.Chain.Guarantees.Values)
        {
            decoy.State = GuaranteeState.Surrendered; // as a copy of the folder did it
        }

        var id = await world.IssueAsync();
        await world.Orders.RequestSurrenderAsync(id, world.Attest(id));
        await world.Desk.ReceiveAsync();
        await world.Desk.AcceptSurrenderAsync(id);
        for (var tick = 0; tick < 4; tick++)
        {
            await world.Batcher.SendNowAsync();
        }

        await world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Surrendered, world.Orders.Show(id).State);
    }

    [Fact]
    public async Task Decoys_of_another_are_forgotten_by_the_command()
    {
        await _world.Batcher.SendNowAsync();
        foreach (var record in _world.Chain.Guarantees.Values)
        {
            record.IssuerUscc = Foreign;
        }

        Assert.Equal(1, await _world.Desk.RepairDecoysAsync());
        Assert.Equal(0, await _world.Desk.RepairDecoysAsync());
    }

    [Fact]
    public async Task What_a_postponement_made_too_short_waits_behind_all_others()
    {
        using var world = new World(issueSlots: 1);
        var first = await world.QueueAsync();
        world.Clock.Now += TimeSpan.FromMinutes(1);
        var second = await world.QueueAsync(section: World.Other);
        world.Chain.Sections[World.Section].OpeningTime += 10L * 24 * 60 * 60 * 1000;
        Assert.Equal(1, (await world.Batcher.SendNowAsync()).Issued);
        await world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, world.Orders.Show(second).State);
        var held = Assert.Single(world.Desk.Held());
        Assert.Equal((first, false), (held.OrderId, held.IsSetAside));
        Assert.Contains(nameof(OrderRefusal.TermTooShort), held.Reason, StringComparison.Ordinal);

        world.Chain.Sections[World.Section].OpeningTime -= 10L * 24 * 60 * 60 * 1000;
        Assert.Equal(1, (await world.Batcher.SendNowAsync()).Issued); // and by itself once nothing holds it
        Assert.Empty(world.Desk.Held());
    }

    [Fact]
    public async Task A_desk_opens_without_an_order_of_its_pending_batch()
    {
        var id = await _world.QueueAsync();
        _world.Chain.FailBefore = true;
        await Assert.ThrowsAsync<IOException>(() => _world.Batcher.SendNowAsync());
        _world.Chain.FailBefore = false;
        File.Delete(Path.Combine(_world.FolderOf(_world.Guarantor.Participant), $"{id}.order"));
        _world.Restart();
        Assert.Equal(1, (await _world.Batcher.SendNowAsync()).Issued); // byte for byte the batch that was written
    }

    [Fact]
    public async Task Nothing_is_repaired_that_was_not_set_aside()
    {
        var id = await _world.QueueAsync();
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Desk.RepairAsync(id));
        Assert.Equal(OrderRefusal.WrongState, error.Code);
    }

    /// <summary>A batch that was written reaches the chain under another guarantor's key.</summary>
    private async Task LoseToAnotherAsync()
    {
        _world.Chain.FailAfter = true;
        await Assert.ThrowsAsync<IOException>(() => _world.Batcher.SendNowAsync());
        _world.Chain.FailAfter = false;
        _world.Chain.Forget();
        foreach (var record in _world.Chain.Guarantees.Values)
        {
            record.IssuerUscc = Foreign;
        }
    }
}
