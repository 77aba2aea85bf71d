using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Queues;

/// <summary>Many who take from one queue at the same moment, on a database as it is in use.</summary>
[TestClass]
[TestCategory("database")]
public sealed class TakeAtOnceTests : IDisposable
{
    private const int Takers = 20;
    private readonly TestDatabase _database = TestDatabase.ForMany();
    private readonly Unit _unit = new() { Source = GuidanceCase.OwnSource, Code = "ITA", NameFi = "ITA", NameSv = "ITA", NameEn = "ITA" };
    private readonly List<Worker> _workers = [];

    [TestMethod]
    public async Task Of_two_one_gets_the_case_and_the_other_is_told_who()
    {
        var cases = await FillAsync(takers: 2, cases: 10);

        foreach (var caseId in cases)
        {
            var results = await Task.WhenAll(_workers.Select(worker => Task.Run(() => TakeAsync(caseId, worker))));
            var winner = results[0] is TakeCaseResult.Taken ? 0 : 1;

            Assert.IsInstanceOfType<TakeCaseResult.Taken>(results[winner]);
            Assert.AreEqual(new TakeCaseResult.TakenBy(_workers[winner].Name), results[1 - winner]);
        }
    }

    [TestMethod]
    public async Task Twenty_who_empty_a_queue_from_the_top_take_each_case_once()
    {
        var cases = await FillAsync(Takers, cases: 60);

        var taken = await Task.WhenAll(_workers.Select(worker => Task.Run(async () =>
        {
            var own = new List<Guid>();
            foreach (var caseId in cases)
            {
                if (await TakeAsync(caseId, worker) is TakeCaseResult.Taken)
                    own.Add(caseId);
            }

            return (Worker: worker, Cases: own);
        })));

        CollectionAssert.AreEquivalent(cases, taken.SelectMany(each => each.Cases).ToList(), "None twice, none lost.");
        await using var guidance = _database.OpenGuidance();
        var holders = await guidance.Cases.ToDictionaryAsync(each => each.Id, each => each.ResponsibleWorkerId);
        foreach (var (worker, own) in taken)
            Assert.IsTrue(own.TrueForAll(caseId => holders[caseId] == worker.Id));
        Assert.AreEqual((60, 60), (await guidance.CaseAssignments.CountAsync(), await guidance.AuditEntries.CountAsync(entry => entry.Reason == AuditReasons.CaseTaken)));
    }

    public void Dispose() => _database.Dispose();

    private async Task<TakeCaseResult> TakeAsync(Guid caseId, Worker worker)
    {
        await using var guidance = _database.OpenGuidance();
        return await new TakeCase(guidance, CountyCalendar.Helsinki, TimeProvider.System)
            .TakeAsync(caseId, new Actor(worker.Code, worker.Id, _unit.Id) { UnitIds = [_unit.Id] }, CancellationToken.None);
    }

    private async Task<List<Guid>> FillAsync(int takers, int cases)
    {
        await using var guidance = _database.OpenGuidance();
        _workers.AddRange(Enumerable.Range(0, takers).Select(number => new Worker { Source = GuidanceCase.OwnSource, Code = $"w{number}", Name = $"Worker {number}", UnitId = _unit.Id }));
        var made = Enumerable.Range(0, cases).Select(_ => new GuidanceCase { Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = DateTime.UnixEpoch }.AssignTo(_unit.Id, null)).ToList();
        guidance.Add(_unit);
        await guidance.SaveChangesAsync();
        guidance.AddRange(_workers);
        guidance.AddRange(made);
        await guidance.SaveChangesAsync();
        return made.ConvertAll(each => each.Id);
    }
}
