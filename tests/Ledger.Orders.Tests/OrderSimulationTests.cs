using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>
/// Letters are lost, late, repeated and refused; folders are copied, restarted and recovered; all from a seed. Whatever happens, in the end
/// nobody waits without being told: both sides agree on the state, or the one that cannot go on knows why.
/// </summary>
public sealed class OrderSimulationTests
{
    private static readonly string[] Sections = [World.Section, World.Other];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task No_side_waits_without_being_told(int seed)
    {
        var random = new Random(seed);
        var store = new FakeBackupStore();
        using var world = new World();
        BidderOrders? copy = null;
        try
        {
            foreach (var section in Sections)
            {
                await world.Orders.ApplyAsync(world.Request(blind: random.Next(2) == 0, section));
            }

            for (var step = 0; step < 60; step++)
            {
                world.Mail.Disturb(random);
                await TryAsync(() => ActAsync(world, random, world.Orders, step));
                if (copy is not null && random.Next(4) == 0)
                {
                    await TryAsync(() => ActAsync(world, random, copy, step)); // the second writer
                }

                if (step == 20 && seed % 2 == 0)
                {
                    copy = world.CopyBidder("copy");
                }

                world.Clock.Now += TimeSpan.FromHours(random.Next(1, 30));
            }

            // From here on letters arrive, and time goes on: what is still underway comes to rest.
            world.Mail.Release();
            for (var day = 0; day < 40; day++)
            {
                world.Clock.Now += TimeSpan.FromHours(25);
                await world.Orders.ReceiveAsync();
                await world.Desk.ReceiveAsync();
                await world.Batcher.SendNowAsync();
            }

            await world.Orders.BackUpAsync(store);
            AssertTold(world);
        }
        finally
        {
            copy?.Dispose();
        }
    }

    private static void AssertTold(World world)
    {
        foreach (var order in world.Orders.List())
        {
            var id = Convert.ToHexStringLower(order.OrderId.Span);
            if (world.Orders.TurnOf(id).Duty == OrderDuty.StartAgain)
            {
                Assert.NotEmpty(world.Orders.BrokenBy(id)); // told by whom, and what to do
                continue;
            }

            var desk = world.Desk.List().Single(other => other.OrderId.Equals(order.OrderId));
            Assert.True(
                order.State == desk.State,
                $"{id}: the bidder has {order.State} and waits for {world.Orders.TurnOf(id)}, the desk {desk.State}, " +
                $"{world.Desk.TurnOf(id)}");
            Assert.Equal(world.Orders.TurnOf(id).Duty, world.Desk.TurnOf(id).Duty);
        }
    }

    private static async Task ActAsync(World world, Random random, BidderOrders bidder, int step)
    {
        if (random.Next(10) == 0)
        {
            world.Restart();
            return;
        }

        await bidder.ReceiveAsync();
        await world.Desk.ReceiveAsync();
        var orders = bidder.List();
        var id = Convert.ToHexStringLower(orders[random.Next(orders.Count)].OrderId.Span);
        switch (random.Next(9))
        {
            case 0: await world.Desk.AskAsync(id, ["更多材料"]); break;
            case 1: await world.Desk.ApproveAsync(id, World.Decision(20_000 + step)); break;
            case 2: await world.Desk.TakeBackAsync(id); break;
            case 3: await bidder.ProvideMaterialsAsync(id, [], "材料"); break;
            case 4: await bidder.ConfirmPaymentAsync(id, World.Basic); break;
            case 5: await bidder.SignContractAsync(id, World.Digest(8)); break;
            case 6: await world.Batcher.SendNowAsync(); break;
            case 7: await bidder.RequestChangeAsync(id, ChangeKind.Amount, 50_000_000, null); break;
            default: await DecideChangeAsync(world, id, random); break;
        }
    }

    private static Task DecideChangeAsync(World world, string id, Random random) => random.Next(2) == 0
        ? world.Desk.ApproveChangeAsync(id, World.Decision())
        : world.Desk.RefuseChangeAsync(id, ["超出授信"]);

    // A refusal by name is an answer too.
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OrderException)
        {
            // the rule said no
        }
    }
}
