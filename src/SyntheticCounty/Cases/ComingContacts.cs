using System.Diagnostics.CodeAnalysis;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Cases;

internal enum ComingKind
{
    NewMatter,

    /// <summary>The unit calls the client as promised.</summary>
    Callback,

    /// <summary>The client asks what has become of the matter.</summary>
    StatusQuery,

    /// <summary>The client comes again after a closing.</summary>
    Return,
}

/// <summary>A contact that has not happened yet.</summary>
internal sealed record ComingContact(ComingKind Kind, NeedReason Theme, ContactChannel Channel)
{
    public RepeatReason? RepeatReason { get; init; }

    /// <summary>Recorded, as nearly everything there, under the municipality's one theme.</summary>
    public bool IsOneTheme { get; init; }
}

/// <summary>The contacts a client has ahead, soonest first.</summary>
internal sealed class ComingContacts(CountySetting setting, Person person, DateOnly dateOfBirth, Random random)
{
    private const NeedReason TheOneTheme = NeedReason.EverydayLiving;

    /// <summary>Status queries a client makes in a day of waiting.</summary>
    private const double QueriesPerDay = 0.02;

    private readonly PriorityQueue<ComingContact, (DateTime AtUtc, int Order)> _queue = new();
    private int _added;

    public DateTime FirstAtUtc => _queue.TryPeek(out _, out var priority) ? priority.AtUtc : setting.EndsAtUtc;

    public LifeStage StageAt(DateTime utc) => LifeStages.Of(dateOfBirth, setting.Calendar.DayOf(utc));

    public bool TryTake([NotNullWhen(true)] out ComingContact? coming, out DateTime atUtc)
    {
        var isTaken = _queue.TryDequeue(out coming, out var priority);
        atUtc = priority.AtUtc;
        return isTaken;
    }

    public void Add(ComingContact coming, DateTime atUtc)
    {
        if (atUtc < setting.EndsAtUtc)
            _queue.Enqueue(coming, (atUtc, _added++));
    }

    public void AddNewMatter()
    {
        // Never in the last moments, where there is no time left to handle it: every matter drawn becomes a contact.
        DateOnly day;
        DateTime atUtc;
        ContactChannel channel;
        do
        {
            day = setting.Rhythm.DrawDay(random);
            channel = DrawChannel(day);
            atUtc = setting.Rhythm.DrawMoment(day, channel, random);
        }
        while (atUtc.AddMinutes(2) > setting.EndsAtUtc);

        var isOneTheme = random.Chance(person.Recording.OneThemeShare);
        var theme = isOneTheme ? TheOneTheme : ContactChoices.Theme(StageAt(atUtc), random);
        Add(new ComingContact(ComingKind.NewMatter, theme, channel) { IsOneTheme = isOneTheme }, atUtc);
    }

    public void AddCallback(NeedReason theme, DateTime promisedAtUtc)
    {
        var kept = random.Weighted([0.80, 0.14, 0.06]);
        if (kept == 2)
            AddFromClient(ComingKind.StatusQuery, theme, promisedAtUtc, 3 + (8 * random.NextDouble()), RepeatReason.AskedForStatus);
        else
            Add(new ComingContact(ComingKind.Callback, theme, ContactChannel.Phone), kept == 0 ? promisedAtUtc : setting.Rhythm.WorkAfter(promisedAtUtc, 2, random));
    }

    /// <summary>While a case waits, its client asks about it now and then; with weak resources, and in the language gap, more often.</summary>
    public void AddStatusQueries(NeedReason theme, DateTime fromUtc, DateTime? closesAtUtc)
    {
        var untilUtc = setting.NotAfterEnd(closesAtUtc ?? setting.EndsAtUtc);
        var days = Math.Min(120, (untilUtc - fromUtc).TotalDays);
        var rate = QueriesPerDay * (person.Traits.Resources < 50 ? 1.4 : 0.8) * (person.IsInLanguageGap ? 1.3 : 1);
        for (var left = random.Poisson(Math.Max(0, days) * rate); left > 0; left--)
        {
            var reason = random.Chance(0.72) ? RepeatReason.AskedForStatus : RepeatReason.DecisionMissing;
            AddFromClient(ComingKind.StatusQuery, theme, fromUtc, days * random.NextDouble(), reason);
        }
    }

    public void AddReturn(NeedReason theme, DateTime closedAtUtc, double share)
    {
        if (random.Chance(share + (person.Traits.Resources < 50 ? 0.03 : 0)))
            AddFromClient(ComingKind.Return, theme, closedAtUtc, random.LogNormal(8, 0.8), ContactChoices.ReturnReason(random));
    }

    // From the next day on, so that it is later than what it follows whatever the hour.
    private void AddFromClient(ComingKind kind, NeedReason theme, DateTime fromUtc, double days, RepeatReason reason)
    {
        var day = setting.Calendar.DayOf(fromUtc).AddDays(1 + (int)days);
        while (!setting.Rhythm.IsWorkingDay(day))
            day = day.AddDays(1);
        var channel = DrawChannel(day);
        Add(new ComingContact(kind, theme, channel) { RepeatReason = reason }, setting.Rhythm.DrawMoment(day, channel, random));
    }

    private ContactChannel DrawChannel(DateOnly day) =>
        ContactChoices.Channel(StageAt(setting.Calendar.StartOfDayUtc(day)), setting.Rhythm.IsWorkingDay(day), random);
}
