using System.Text.Json;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>Reads rules from a file, and says everything that is wrong with it at once.</summary>
internal static class DeadlineRuleFile
{
    private const int CodeMaxLength = DeadlineRules.CodeMaxLength;
    private const int TextMaxLength = 300;
    private const int MostAmount = 3_650;
    private const int MostAge = 120;

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="errors">Gets what is wrong, each with the file and the place.</param>
    /// <returns>What could be read; of use only when nothing is wrong.</returns>
    public static (IReadOnlyList<DeadlineRule> Rules, WorkingDays? WorkingDays, WarningShares? Warnings) Read(Stream json, string fileName, List<string> errors)
    {
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a file of rules holds", errors) is not { } file)
            return ([], null, null);
        if (file.Rules is not { Count: > 0 } && file.WorkingDays is null && file.Warnings is null)
            errors.Add($"{fileName}: there are neither rules nor workingDays nor warnings.");
        return (
            [.. (file.Rules ?? []).Select((rule, index) => ReadRule(rule ?? new RuleInFile(), fileName, $"rules[{index}]", errors))],
            file.WorkingDays is { } days ? new WorkingDays(days.Saturday, days.ChristmasEve) : null,
            ReadWarnings(file.Warnings, fileName, errors));
    }

    private static WarningShares? ReadWarnings(WarningsInFile? given, string fileName, List<string> errors)
    {
        if (given is null)
            return null;
        var shares = new WarningShares(given.HalfPercent ?? WarningShares.Default.HalfPercent, given.MostPercent ?? WarningShares.Default.MostPercent);
        foreach (var (percent, where) in ((int, string)[])[(shares.HalfPercent, "halfPercent"), (shares.MostPercent, "mostPercent")])
        {
            if (percent is < 1 or > 99)
                errors.Add($"{fileName}, warnings, {where}: must be 1–99, the share of the time that is used.");
        }

        if (shares.HalfPercent >= shares.MostPercent)
            errors.Add($"{fileName}, warnings, mostPercent: must be more than halfPercent.");
        return shares;
    }

    private static DeadlineRule ReadRule(RuleInFile given, string fileName, string place, List<string> errors)
    {
        var code = given.Code ?? string.Empty;
        if (code.Length is 0 or > CodeMaxLength || code.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            Wrong("code", $"must be 1–{CodeMaxLength} letters a–z, digits or hyphens.");
        if (given.ValidFrom is null)
            Wrong("validFrom", "is missing.");
        var validTo = (DateOnly?)null;
        if (given.ValidTo.ValueKind == JsonValueKind.Undefined)
            Wrong("validTo", "is missing: give the last day, or null for a rule that holds until further notice.");
        else if (given.ValidTo.ValueKind != JsonValueKind.Null)
            validTo = DateOnly.TryParseExact(given.ValidTo.ValueKind == JsonValueKind.String ? given.ValidTo.GetString() : null, "yyyy-MM-dd", out var last) ? last : Missing("validTo", "must be a day as 2026-12-31, or null.");
        if (validTo < given.ValidFrom)
            Wrong("validTo", $"{validTo:yyyy-MM-dd} is before validFrom.");

        var trigger = ReadCode<DeadlineTrigger>(given.Trigger, "trigger");
        var target = ReadCode<DeadlineTarget>(given.Target, "target");
        var unit = ReadCode<DeadlineUnit>(given.Unit, "unit");
        if (given.Amount is not (>= 0 and <= MostAmount))
            Wrong("amount", $"must be 0–{MostAmount}.");
        if (given.Statutory is null)
            Wrong("statutory", "is missing: true for a law's time limit, false for a promise.");
        if (given is { Statutory: true, Pausable: true })
            Wrong("pausable", "a statutory time limit never stands still.");
        var population = given.Population ?? new PopulationInFile();
        foreach (var (age, where) in ((int?, string)[])[(population.MinAge, "minAge"), (population.MaxAge, "maxAge")])
        {
            if (age is < 0 or > MostAge)
                Wrong($"population.{where}", $"must be 0–{MostAge}.");
        }

        if (population.MinAge > population.MaxAge)
            Wrong("population.maxAge", "is less than minAge: the rule would concern nobody.");
        return new DeadlineRule
        {
            Code = code,
            ValidFrom = given.ValidFrom.GetValueOrDefault(),
            ValidTo = validTo,
            Name = ReadText(given.Name, "name"),
            Label = ReadText(given.Label, "label"),
            LegalBasis = ReadText(given.LegalBasis, "legalBasis"),
            Trigger = trigger,
            Target = target,
            Population = new DeadlinePopulation
            {
                MinAge = population.MinAge,
                MaxAge = population.MaxAge,
                HighestCareAllowance = population.HighestCareAllowance,
                ChildNeedingSpecialSupport = population.ChildNeedingSpecialSupport,
                Urgencies = ReadCodes<Urgency>(population.Urgencies, "population.urgencies"),
                LifeStages = ReadCodes<LifeStage>(population.LifeStages, "population.lifeStages"),
                Matters = ReadCodes<MatterKind>(population.Matters, "population.matters"),
            },
            Amount = given.Amount.GetValueOrDefault(),
            Unit = unit,
            IsStatutory = given.Statutory ?? true,
            IsPausable = given.Pausable ?? false,
            IsToBeConfirmed = given.ToBeConfirmed ?? false,
            Exclusions = [.. (given.Exclusions ?? []).Select((text, index) => ReadText(text, $"exclusions[{index}]"))],
            IsInUse = given.InUse ?? true,
        };

        void Wrong(string where, string what) => errors.Add($"{fileName}, {place}{(code.Length > 0 ? $" ({code})" : string.Empty)}, {where}: {what}");

        DateOnly? Missing(string where, string what)
        {
            Wrong(where, what);
            return null;
        }

        T ReadCode<T>(string? text, string where)
            where T : struct, Enum
        {
            if (Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text)
                return value;
            Wrong(where, $"{(text is null ? "is missing; it" : $"{text} is unknown; it")} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
            return default;
        }

        IReadOnlyList<T> ReadCodes<T>(IReadOnlyList<string?>? codes, string where)
            where T : struct, Enum => [.. (codes ?? []).Select((text, index) => ReadCode<T>(text, $"{where}[{index}]"))];

        LocalizedText ReadText(TextInFile? text, string where)
        {
            foreach (var (language, words) in (ReadOnlySpan<(string, string?)>)[("fi", text?.Fi), ("sv", text?.Sv), ("en", text?.En)])
            {
                if (string.IsNullOrWhiteSpace(words) || words.Length > TextMaxLength)
                    Wrong($"{where}.{language}", $"must have 1–{TextMaxLength} characters.");
            }

            return new LocalizedText(text?.Fi ?? string.Empty, text?.Sv ?? string.Empty, text?.En ?? string.Empty);
        }
    }

    private sealed record FileContent
    {
        public IReadOnlyList<RuleInFile?>? Rules { get; init; }
        public WorkingDaysInFile? WorkingDays { get; init; }
        public WarningsInFile? Warnings { get; init; }
    }

    private sealed record WarningsInFile(int? HalfPercent, int? MostPercent);

    private sealed record WorkingDaysInFile(bool Saturday, bool ChristmasEve);

    private sealed record RuleInFile
    {
        public string? Code { get; init; }
        public DateOnly? ValidFrom { get; init; }

        /// <summary>As it stands: missing and null are not the same.</summary>
        public JsonElement ValidTo { get; init; }

        public TextInFile? Name { get; init; }
        public TextInFile? Label { get; init; }
        public TextInFile? LegalBasis { get; init; }
        public string? Trigger { get; init; }
        public string? Target { get; init; }
        public PopulationInFile? Population { get; init; }
        public int? Amount { get; init; }
        public string? Unit { get; init; }
        public bool? Statutory { get; init; }
        public bool? Pausable { get; init; }
        public bool? ToBeConfirmed { get; init; }
        public IReadOnlyList<TextInFile?>? Exclusions { get; init; }
        public bool? InUse { get; init; }
    }

    private sealed record PopulationInFile
    {
        public int? MinAge { get; init; }
        public int? MaxAge { get; init; }
        public bool HighestCareAllowance { get; init; }
        public bool ChildNeedingSpecialSupport { get; init; }
        public IReadOnlyList<string?>? Urgencies { get; init; }
        public IReadOnlyList<string?>? LifeStages { get; init; }
        public IReadOnlyList<string?>? Matters { get; init; }
    }

    private sealed record TextInFile(string? Fi, string? Sv, string? En);
}
