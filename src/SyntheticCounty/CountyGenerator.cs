using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.SyntheticCounty.Cases;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;
using Palveluohjaus.SyntheticCounty.Rhythm;

namespace Palveluohjaus.SyntheticCounty;

/// <summary>Makes the county's history, client by client, in batches of whole clients.</summary>
internal sealed class CountyGenerator
{
    private const double DaysInYear = 365.25;

    private readonly CountyParameters _parameters;
    private readonly IdentityCodeVault _vault;
    private readonly RandomStreams _streams;
    private readonly DrawPerson _drawPerson;
    private readonly ArtificialIdentityCodes _codes = new();
    private readonly AnonymousContacts _anonymous;
    private readonly DrawDetails _drawDetails;

    public CountyGenerator(CountyParameters parameters, DateTime endsAtUtc, CountyCalendar calendar, IdentityCodeVault vault)
    {
        (_parameters, _vault) = (parameters, vault);
        _streams = new RandomStreams(parameters.Seed);
        _drawPerson = new DrawPerson(parameters);

        var lastDay = calendar.DayOf(endsAtUtc.AddTicks(-1));
        var firstDay = lastDay.AddDays(1 - (int)Math.Round(parameters.Years * DaysInYear));
        Setting = new CountySetting
        {
            Parameters = parameters,
            Calendar = calendar,
            StartsAtUtc = calendar.StartOfDayUtc(firstDay),
            EndsAtUtc = endsAtUtc,
            FirstDay = firstDay,
            Rhythm = new CountyRhythm(firstDay, lastDay, parameters.Demand, calendar),
            Units = new CountyUnits(IdsOf(-1, endsAtUtc), _streams.Of(StreamPurpose.Units, 0)),
        };
        _anonymous = new AnonymousContacts(Setting, _drawPerson);
        _drawDetails = new DrawDetails(parameters, endsAtUtc, lastDay);
    }

    public CountySetting Setting { get; }

    public IEnumerable<HistoryBatch> Batches(CancellationToken cancellationToken)
    {
        for (var first = 0; first < _parameters.ClientCount; first += _parameters.ClientsPerBatch)
        {
            var batch = new HistoryBatch();
            for (var number = first; number < Math.Min(first + _parameters.ClientsPerBatch, _parameters.ClientCount); number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteClient(number, batch);
            }

            yield return batch;
        }
    }

    /// <summary>What lies on the desks when the history ends, for the cases that are stored by then.</summary>
    public OfficeWork OfficeWork(GuidanceDbContext guidance) =>
        new(guidance, Setting, new DerivedIds(Setting.EndsAtUtc.AddMilliseconds(1), _streams.Of(StreamPurpose.Ids, -2)), _streams.Of(StreamPurpose.OfficeWork, 0));

    /// <summary>Who gave the services of cases that are closed, likewise.</summary>
    public PastReferrals PastReferrals(GuidanceDbContext guidance) =>
        new(guidance, new DerivedIds(Setting.EndsAtUtc.AddMilliseconds(2), _streams.Of(StreamPurpose.Ids, -3)), _streams.Of(StreamPurpose.PastReferrals, 0));

    private void WriteClient(int number, HistoryBatch batch)
    {
        var person = _drawPerson.Draw(_streams.Of(StreamPurpose.Person, number));
        var ids = IdsOf(number, Setting.EndsAtUtc);
        var code = _codes.Next(Setting.FirstDay.AddDays(-person.AgeDays), person.Sex);
        var (before, casesBefore) = (batch.Contacts.Count, batch.Cases.Count);
        var details = _streams.Of(StreamPurpose.Details, number);
        var interpreted = _drawDetails.Interpreter(person, details);
        new ClientHistory(Setting, person, ids, _streams.Of(StreamPurpose.History, number), _streams.Of(StreamPurpose.SecondOpinions, number), batch).Write(code, _vault, interpreted);
        var client = batch.Clients[^1];
        WriteDetails(client, person, number, details, batch);
        new InterventionHistory(Setting, client, person, new DerivedIds(Setting.EndsAtUtc.AddMilliseconds(number - _parameters.ClientCount), _streams.Of(StreamPurpose.InterventionIds, number)), _streams.Of(StreamPurpose.Interventions, number))
            .Write(batch.Cases.GetRange(casesBefore, batch.Cases.Count - casesBefore), batch);

        // Each client brings their share of anonymous contacts, so that these too are the same whatever the batches.
        var random = _streams.Of(StreamPurpose.AnonymousContacts, number);
        var share = _parameters.Demand.AnonymousShare;
        var mean = (batch.Contacts.Count - before) * share / (1 - share);
        _anonymous.Write(ids, random.Poisson(mean), random, batch);
    }

    private void WriteDetails(Client client, Person person, int number, Random random, HistoryBatch batch)
    {
        var details = _drawDetails.Write(client, person, number, random, batch);

        // The first id of a client's stream is the client's own, whichever batch they were in.
        if (number > 0)
            _drawDetails.WriteRelation(client, IdsOf(number - 1, Setting.EndsAtUtc).Next(), number, random, batch);
        _drawDetails.WriteDuplicate(client, details, number, _streams.Of(StreamPurpose.Duplicates, number), batch);
    }

    private DerivedIds IdsOf(int number, DateTime endsAtUtc) =>
        new(endsAtUtc.AddMilliseconds(number - _parameters.ClientCount), _streams.Of(StreamPurpose.Ids, number));
}
