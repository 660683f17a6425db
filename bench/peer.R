# The R peer: the table of flatten.py, many draws at a time.
#
#   Rscript peer.R TABLE RUNS GINI [CHUNK]   prints the seconds of draws and model, and those of the fan
#   Rscript peer.R TABLE check DRAWS         as peer_numpy.py
#   Rscript peer.R TABLE fan RUNS
#
# Matrices are [draw, cell]: R keeps columns together and recycles vectors down them.

arguments <- commandArgs(TRUE)
table <- read.csv(arguments[1], colClasses = c(value = "character"))
setting <- function(name) as.integer(table$value[table$what == "setting" & table$name == name])
horizon <- setting("horizon")
base_year <- setting("base_year")
cells <- 2 * setting("groups")
urban <- seq_len(cells / 2)
rural <- urban + cells / 2

factors <- unique(table$name[table$what == "factor"])
of_factor <- function(factor, column) table$value[table$what == "factor" & table$name == factor & table$factor == column]
dist <- sapply(factors, of_factor, "dist")
ends <- sapply(c("low", "value", "high"), function(column) as.numeric(sapply(factors, of_factor, column)))
lower <- diag(length(factors))
rows <- table[table$what == "cholesky", ]
lower[cbind(rows$index, as.integer(rows$year)) + 1] <- as.numeric(rows$value)

# values[[name]]: by instance, by year, the constant and, in `slopes`, what each factor adds.
rows <- table[table$what == "value", ]
values <- lapply(split(rows, rows$name), function(of_name) {
    lapply(split(of_name, of_name$index), function(instance) {
        lapply(split(instance, as.integer(instance$year)), function(year) {
            drawn <- year$factor != ""
            list(constant = as.numeric(year$value[!drawn]), at = match(year$factor[drawn], factors),
                 slopes = as.numeric(year$value[drawn]))
        })
    })
})
base <- lapply(values, function(instances) sapply(instances, function(path) path[[1]]$constant))

at <- function(name, t, x, instance = 1) {
    path <- values[[name]][[instance]]
    year <- path[[if (length(path) > 1) t + 1 else 1]]
    value <- year$constant
    for (i in seq_along(year$at)) value <- value + year$slopes[i] * x[, year$at[i]]
    value
}

people0 <- rep(base$population, each = cells / 2) * base$group_share
income0 <- base$income
shares <- matrix(base$source_share, ncol = 4, byrow = TRUE)
total0 <- sum(people0)
mean0 <- sum(people0 * income0) / total0
gdp0 <- base$gdp_per_person * total0
share0 <- colSums(people0 * income0 * shares) / gdp0
coverage <- base$income_coverage
spread <- function(vector, draws) rep(vector, each = draws) # recycled down the columns of [draw, cell]
consumption_rate <- sapply(values$consumption_rate, function(path) sapply(path, function(year) year$constant))
normal_error <- function(x) 2 * pnorm(x * sqrt(2)) - 1

# Young (2011): the sum over pairs of cells of the mean difference of two lognormals.
gini <- function(people, income, variation, mean) {
    square <- log1p(variation)
    middle <- log(income) - square / 2
    share <- people / rowSums(people)
    sums <- rowSums(share^2 * income * normal_error(sqrt(square) / 2))
    for (i in 2:cells) {
        for (j in seq_len(i - 1)) {
            scale <- sqrt(2 * (square[, i] + square[, j]))
            gap <- middle[, i] - middle[, j]
            sums <- sums + share[, i] * share[, j] * (income[, i] * normal_error((gap + square[, i]) / scale) +
                income[, j] * normal_error((square[, j] - gap) / scale))
        }
    }
    sums / mean
}

# Draws x [draw, factor] and shocks [draw, year] to income_index [draw, year], the Gini at the horizon, and feasibility.
run <- function(x, noise, with_gini) {
    draws <- nrow(x)
    people <- matrix(spread(people0, draws), draws)
    income <- matrix(spread(income0, draws), draws)
    variation <- matrix(spread(expm1(base$dispersion^2), draws), draws)
    sources <- lapply(1:4, function(s) matrix(spread(income0 * shares[, s], draws), draws))
    total <- total0
    gdp <- gdp0
    relative <- 1
    shock <- 0
    feasible <- rep(TRUE, draws)
    capital <- at("capital_output_ratio", 0, x) * gdp
    invested <- at("investment_rate", 0, x)
    index <- matrix(1, draws, horizon + 1)
    weight <- spread(base$transfer_weight, draws)
    for (t in seq_len(horizon)) {
        shock <- base$output_shock_ar * shock + base$output_shock_sd * noise[, t + 1]
        people[, urban] <- people[, urban] * (1 + at("population_growth", t, x, 1))
        people[, rural] <- people[, rural] * (1 + at("population_growth", t, x, 2))
        earned <- rowSums(people * (sources[[1]] + sources[[2]]))
        in_towns <- rowSums(people[, urban])
        total <- in_towns + rowSums(people[, rural])
        movers <- at("urbanisation", t, x) * total - in_towns
        stopifnot(movers >= 0) # who leaves the towns is not in here
        share <- people[, rural] * spread(base$migration_origin, draws)
        share <- share / rowSums(share)
        mean <- rowSums(share * income[, rural])
        arriving <- people[, urban] * spread(base$migration_destination, draws)
        arriving <- arriving * (movers / rowSums(arriving))
        after <- people[, urban] + arriving
        a <- arriving / after
        uplift <- at("migration_uplift", t, x)
        if (with_gini) {
            kind <- rowSums(share * (income[, rural]^2 * variation[, rural] + (income[, rural] - mean)^2)) / mean^2
            own <- income[, urban]
            gap <- mean + uplift * (own - mean) - own
            theirs <- (1 - uplift) * kind + uplift * variation[, urban]
            square <- (1 - a) * own^2 * variation[, urban] + a * (own + gap)^2 * theirs + a * (1 - a) * gap^2
            variation[, urban] <- square / (own + a * gap)^2
        }
        pull <- a * (1 - uplift)
        for (s in 1:4) {
            own <- sources[[s]][, urban]
            sources[[s]][, urban] <- own + pull * (rowSums(share * sources[[s]][, rural]) - own)
        }
        people[, rural] <- people[, rural] - share * movers
        people[, urban] <- after
        gain <- rowSums(people * (sources[[1]] + sources[[2]])) / earned - 1
        more <- (1 - base$depreciation) * capital + at("investment_efficiency", t - 1, x) * invested * gdp
        work <- (1 + at("labour_growth", t, x)) * (1 + at("human_capital_growth", t, x)) *
            (1 + base$migration_output * gain)
        gdp <- gdp * (1 + at("tfp_growth", t, x) + shock) * (more / capital)^base$capital_share *
            work^(1 - base$capital_share)
        capital <- more
        relative <- relative * (1 + at("deflator_growth", t, x)) / (1 + at("inflation", t, x))
        money <- gdp * relative
        moved <- 0
        for (s in 1:4) {
            shift <- at("share_shift", t, x, s)
            moved <- moved + shift
            factor <- (share0[s] + shift * coverage) * money / rowSums(people * sources[[s]])
            feasible <- feasible & factor > 0
            sources[[s]] <- sources[[s]] * factor
        }
        policy <- at("transfer_policy", t, x)
        invested <- at("investment_rate", t, x) - policy * at("transfer_from_investment", t, x) -
            at("shift_from_investment", t, x) * moved
        spent <- policy * money * coverage
        taxed <- sources[[1]] + sources[[2]] + sources[[3]]
        income <- taxed + sources[[4]]
        levy <- spent * at("transfer_from_levy", t, x) / rowSums(people * taxed)
        net <- weight * (spent / rowSums(people * weight)) - levy * taxed
        disposable <- income + net
        rate <- matrix(spread(consumption_rate[t + 1, ], draws), draws) + at("safety_net_effect", 0, x) * policy
        bad <- income <= 0 | disposable <= 0 | rate * income + pmin(rate, 1) * net < 0
        feasible <- feasible & invested >= 0 & rowSums(bad) == 0 & rowSums(people[, rural] < 0) == 0
        average <- rowSums(people * disposable) / total
        index[, t + 1] <- average / mean0
    }
    list(index = index, gini = if (with_gini) gini(people, disposable, variation, average), feasible = feasible)
}

# qbeta takes long; a table is good to 1e-6.
grid <- seq(0, 1, length.out = 4097)
pert <- lapply(seq_along(factors), function(i) {
    mode <- (ends[i, "value"] - ends[i, "low"]) / (ends[i, "high"] - ends[i, "low"])
    if (dist[i] == "pert") qbeta(grid, 1 + 4 * mode, 5 - 4 * mode)
})

marginal <- function(i, score) {
    low <- ends[i, "low"]
    value <- ends[i, "value"]
    high <- ends[i, "high"]
    if (dist[i] == "normal") {
        return(value + (high - low) / (2 * qnorm(0.95)) * score)
    }
    u <- pnorm(score)
    if (dist[i] == "pert") {
        return(low + (high - low) * approx(grid, pert[[i]], u)$y)
    }
    if (dist[i] == "uniform") {
        return(low + (high - low) * u)
    }
    ifelse(u < (value - low) / (high - low), low + sqrt(u * (high - low) * (value - low)),
           high - sqrt((1 - u) * (high - low) * (high - value)))
}

draw <- function(draws) {
    scores <- matrix(rnorm(draws * length(factors)), draws) %*% t(lower)
    sapply(seq_along(factors), function(i) marginal(i, scores[, i]))
}

seconds <- function(expression) unname(system.time(expression)[3])

simulate <- function(runs, with_gini, chunk) {
    columns <- matrix(0, runs, horizon + 1 + with_gini)
    for (first in seq(1, runs, chunk)) {
        found <- run(draw(chunk), matrix(rnorm(chunk * (horizon + 1)), chunk), with_gini)
        here <- first:min(first + chunk - 1, runs)
        columns[here, ] <- cbind(found$index, found$gini)[seq_along(here), ]
    }
    columns
}

measure <- function(runs, with_gini, chunk) {
    model <- seconds(columns <- simulate(runs, with_gini, chunk))
    points <- c(.05, .1, .25, .5, .75, .9, .95)
    fan <- seconds(apply(columns, 2, function(column) c(mean(column), sd(column), quantile(column, points))))
    cat(model, fan, "\n")
}

fan <- function(runs) {
    last <- simulate(runs, 0, 2048)[, horizon + 1]
    cat(mean(last), quantile(last, c(.05, .5, .95)), "\n")
}

check <- function(path) {
    theirs <- read.csv(path, check.names = FALSE)
    x <- as.matrix(theirs[, paste0("set.", factors)])
    found <- run(x, matrix(0, nrow(x), horizon + 1), TRUE)
    years <- base_year + 0:horizon
    first <- gini(rbind(people0), rbind(income0), rbind(expm1(base$dispersion^2)), mean0)
    differences <- c(found$index / as.matrix(theirs[, paste0("income_index@", years)]) - 1,
                     first / theirs[[paste0("gini@", base_year)]] - 1,
                     found$gini / theirs[[paste0("gini@", base_year + horizon)]] - 1)
    cat(if (all(found$feasible)) max(abs(differences)) else "infeasible", "\n")
}

if (arguments[2] == "check") {
    check(arguments[3])
} else if (arguments[2] == "fan") {
    fan(as.integer(arguments[3]))
} else {
    measure(as.integer(arguments[2]), as.integer(arguments[3]),
            if (length(arguments) > 3) as.integer(arguments[4]) else 2048)
}
